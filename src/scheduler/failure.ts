import { messageOf, told } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Db } from '#storage/db.ts'
import { noteFailure } from '#storage/repositories/job.ts'

/** One line in the log and one count per try; the row says when the next one may be. */
export async function reportFailure({ db, log }: { db: Db; log: Log }, turn: { job: string; slot: string }, error: unknown): Promise<void> {
  const noted = await noteFailure(db, { ...turn, error: messageOf(error).slice(0, 500) })
  if (!noted) return
  const { attempts, nextAt } = noted
  log.error({ ...turn, attempt: attempts, nextAt, ...told(error) }, 'job failed')
}
