import type { Board } from '#src/domain/disclosures/disclosure.ts'
import type { Report } from '#src/domain/reports/report.ts'
import { type Job, Painter } from './painter.ts'

/** How many pictures are kept at hand. */
const kept = 40

export type Shelf = {
  /** the long picture of a published report, its pieces in the order they are read */
  of(report: Report): Promise<Uint8Array[]>
  ofBoard(board: Board): Promise<Uint8Array[]>
  pdf(report: Report): Promise<Uint8Array>
  close(): Promise<void>
}

/** Pictures of what is published, drawn once per content. */
export function createShelf(publicUrl: string): Shelf {
  const painter = new Painter()
  const drawn = new Map<string, Promise<Uint8Array[]>>()
  const once = (key: string, job: Job) => {
    const known = drawn.get(key)
    if (known) return known
    const fresh = painter.make(job)
    drawn.set(key, fresh)
    fresh.catch(() => drawn.delete(key))
    if (drawn.size > kept) drawn.delete(drawn.keys().next().value!)
    return fresh
  }
  return {
    of: (report) =>
      once(`${report.id}:${report.version}:${report.hash}:${report.publishedAt?.getTime()}`, {
        ...{ kind: 'report', report },
        url: `${publicUrl}/r/${encodeURIComponent(report.id)}`,
      }),
    ofBoard: (board) =>
      once(JSON.stringify(board.rows.map(({ current }) => current?.id)) + board.communityId, {
        ...{ kind: 'board', board },
        url: `${publicUrl}/d/${encodeURIComponent(board.communityId)}`,
      }),
    pdf: async (report) => (await painter.make({ kind: 'pdf', report }))[0]!,
    close: () => painter.close(),
  }
}
