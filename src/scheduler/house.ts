import type { Log } from '#src/log.ts'
import { dailyBackup } from '#storage/backup.ts'
import type { Database } from '#storage/db.ts'
import { purgeContent } from '#storage/repositories/content.ts'
import { purgeInbound } from '#storage/repositories/inbound.ts'
import { purgeFailures } from '#storage/repositories/job.ts'
import { purgeQuestions } from '#storage/repositories/learn.ts'

/** A job outside any group: housekeeping of this process, e.g. the daily backup. */
export type HouseJob = { name: string; at: string; run(now: Date): Promise<void> }

const rememberDays = 30

/** Housekeeping by the wall clock: the embedded database backs itself up, old events and questions are forgotten. */
export function houseJobs(deps: { database: Database; dataDir: string; log: Log }): HouseJob[] {
  const { database, dataDir, log } = deps
  const purge: HouseJob = {
    name: 'purge',
    at: '04:20',
    async run(now) {
      const before = new Date(now.getTime() - rememberDays * 86_400_000)
      await purgeInbound(database.db, before)
      await purgeQuestions(database.db, before)
      await purgeContent(database.db, before)
      await purgeFailures(database.db)
    },
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
