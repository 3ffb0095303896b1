import type { Command } from 'commander'
import type { OperatorDeps } from './deps.ts'
import type { Say } from './say.ts'

/** Gives a command its arguments, options and action. A module of one verb exports this as `declare`. */
export type Declare = (command: Command, deps: OperatorDeps, say: Say) => void
