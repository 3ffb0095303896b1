import type { ChannelState } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import type { Config } from '#src/config.ts'
import type { Settings } from '#src/domain/context.ts'
import type { Database } from '#storage/db.ts'

/** The database and what the domain needs beside it. */
export type Opened = { database: Database; settings: Settings }

/** What the command line works with, whether it stands alone or is carried out inside the running service. */
export type OperatorDeps = {
  config: Config
  clock: Clock
  /** folder that file names are relative to */
  cwd: string
  stdin(): Promise<string>
  /** the same each time; verbs that need no database never ask for it */
  open(): Promise<Opened>
  /** inside the running service only: its channels by name */
  channels?: () => Record<string, ChannelState>
}

export type Outcome = { code: 0 | 1 | 2; stdout: string; stderr: string }
