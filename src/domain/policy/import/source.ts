import { DomainError } from '#src/errors.ts'

/** A policy file as lines of text; a table is a run of lines whose cells stand after tabs. `doubts` tells what may be lost. */
export type Source = { text: string; doubts: string[] }

export const refused = (reply: string) => new DomainError('BAD_FILE', reply)
