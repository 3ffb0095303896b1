import type { Report } from '#src/domain/reports/report.ts'
import { paint } from './paint.ts'
import { reportStrips } from './report.ts'

/** How many reports' pictures are kept at hand. */
const kept = 40

export type Shelf = (report: Report) => Promise<Uint8Array[]>

/** Pictures of published reports, drawn once per version, one at a time: each holds a processor while it lasts. */
export function createShelf(publicUrl: string): Shelf {
  const drawn = new Map<string, Promise<Uint8Array[]>>()
  let last: Promise<unknown> = Promise.resolve()
  return (report) => {
    const key = `${report.id}:${report.version}:${report.hash}`
    const known = drawn.get(key)
    if (known) return known
    const foot = `全文、历史版本和异议：${publicUrl}/r/${encodeURIComponent(report.id)}`
    const fresh = last.then(() => paint(reportStrips(report, foot)))
    last = fresh.catch(() => {})
    drawn.set(key, fresh)
    fresh.catch(() => drawn.delete(key))
    if (drawn.size > kept) drawn.delete(drawn.keys().next().value!)
    return fresh
  }
}
