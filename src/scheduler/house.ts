import type { Log } from '#src/log.ts'
import { dailyBackup } from '#storage/backup.ts'
import type { Database } from '#storage/db.ts'
import { purgeInbound } from '#storage/repositories/inbound.ts'
import type { HouseJob } from './beat.ts'

const rememberDays = 30

/** Housekeeping by the wall clock: the embedded database backs itself up, old events are forgotten. */
export function houseJobs(deps: { database: Database; dataDir: string; log: Log }): HouseJob[] {
  const { database, dataDir, log } = deps
  const purge: HouseJob = {
    name: 'purge',
    at: '04:20',
    run: (now) => purgeInbound(database.db, new Date(now.getTime() - rememberDays * 86_400_000)),
  }
  const backup: HouseJob = {
    name: 'backup',
    at: '03:40',
    async run() {
      log.info({ file: await dailyBackup(database, dataDir, new Date()) }, 'backed up')
    },
  }
  return database.kind === 'pglite' ? [purge, backup] : [purge]
}
