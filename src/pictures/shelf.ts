import type { Report } from '#src/domain/reports/report.ts'
import { Painter } from './painter.ts'

/** How many reports' pictures are kept at hand. */
const kept = 40

export type Shelf = {
  /** the long picture of a published report, its pieces in the order they are read */
  of(report: Report): Promise<Uint8Array[]>
  pdf(report: Report): Promise<Uint8Array>
  close(): Promise<void>
}

/** Pictures of published reports, drawn once per version. */
export function createShelf(publicUrl: string): Shelf {
  const painter = new Painter()
  const drawn = new Map<string, Promise<Uint8Array[]>>()
  return {
    of(report) {
      const key = `${report.id}:${report.version}:${report.hash}:${report.publishedAt?.getTime()}`
      const known = drawn.get(key)
      if (known) return known
      const fresh = painter.make({
        kind: 'pictures',
        report,
        foot: `全文、历史版本和异议：${publicUrl}/r/${encodeURIComponent(report.id)}`,
      })
      drawn.set(key, fresh)
      fresh.catch(() => drawn.delete(key))
      if (drawn.size > kept) drawn.delete(drawn.keys().next().value!)
      return fresh
    },
    pdf: async (report) => (await painter.make({ kind: 'pdf', report }))[0]!,
    close: () => painter.close(),
  }
}
