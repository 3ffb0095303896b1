import type { Clock } from '#src/clock.ts'
import { reportFiles } from '#src/documents/report-files.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { opensBoard } from '#src/domain/communities/board-link.ts'
import { createContext, type Settings } from '#src/domain/context.ts'
import { findBoard } from '#src/domain/disclosures/board.ts'
import { receiveObjection } from '#src/domain/objections/receive.ts'
import { findPublishedReport } from '#src/domain/reports/find.ts'
import type { Shelf } from '#src/pictures/shelf.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { findContent } from '#storage/repositories/content.ts'
import { fresh } from './fresh.ts'
import type { PagesDeps } from './pages.ts'

type Of = { db: Db; clock: Clock; settings: Settings; shelf: Shelf; wakeOutbox: () => void }

/** The public pages over the database. */
export function createPagesDeps({ db, clock, settings, shelf, wakeOutbox }: Of): PagesDeps {
  return {
    pictures: { of: shelf.of, ofBoard: shelf.ofBoard, publicUrl: settings.publicUrl },
    files: reportFiles(shelf),
    findReport: fresh((id) => findPublishedReport(db, id)),
    findBoard: fresh((id) => findBoard(db, id, shanghaiDateOf(clock.now()))),
    findContent: (id) => findContent(db, id),
    opensBoard: (id, key) => inTransaction(db, (tx) => opensBoard(tx, id, key, clock.now())),
    async object({ address, ...said }) {
      const actor = { type: 'system' as const, job: 'page' }
      const row = await inTransaction(db, (tx) =>
        receiveObjection(createContext({ ...settings, tx, actor, now: clock.now(), cause: 'page' }), { ...said, voice: ['page', address] }),
      )
      wakeOutbox()
      return row
    },
  }
}
