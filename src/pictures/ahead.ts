import type { Clock } from '#src/clock.ts'
import { addDays } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { publishAt, publishWithinDays } from '#src/domain/reports/due.ts'
import { comparedReport } from '#src/domain/reports/find.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { keepContent } from '#storage/repositories/content.ts'
import { findUndrawn, saveReportPicture } from '#storage/repositories/report.ts'
import type { Shelf } from './shelf.ts'

export type AheadDeps = { db: Db; clock: Clock; log: Log; shelf: Pick<Shelf, 'of'> }

/** Draws the long pictures of what is published today or tomorrow, so that no transaction waits for one. */
export const startDrawing = (deps: AheadDeps): Loop => startLoop('pictures', () => drawNext(deps), { idleMs: 10_000, log: deps.log })

/** Draws one. @returns whether there was one to draw; one that cannot be drawn is published without */
export async function drawNext({ db, clock, log, shelf }: AheadDeps): Promise<boolean> {
  const now = clock.now()
  const today = shanghaiDateOf(now)
  const row = await findUndrawn(db, addDays(today, -publishWithinDays), addDays(today, 1))
  if (!row) return false
  const report = { ...(await comparedReport(db, row)), publishedAt: row.publishedAt ?? instantOf(row.publishOn!, publishAt) }
  const pieces = await shelf.of(report).catch((error: unknown) => {
    log.error({ report: row.id, version: row.version, error: messageOf(error) }, 'picture not drawn')
    return []
  })
  await inTransaction(db, async (tx) => {
    const contents: string[] = []
    for (const piece of pieces) contents.push(await keepContent(tx, piece, now))
    await saveReportPicture(tx, row.id, row.version, contents)
  })
  return true
}
