import { bigrams } from '../bigrams.ts'
import type { Entry } from './index.ts'

const MIN_SHARE = 0.45

/** Which clauses of the other documents say the same: the best one per document, when enough words are shared. */
export function linkTwins(entries: Entry[]): Map<string, string[]> {
  const clauses = entries.filter((entry) => !entry.row)
  const grams = new Map(clauses.map((entry) => [entry, bigrams(entry.text)]))
  const twins = new Map<string, string[]>()
  for (const entry of clauses) {
    const best = new Map<string, { id: string; share: number }>()
    for (const other of clauses) {
      if (other.document.id === entry.document.id) continue
      const share = similarity(grams.get(entry)!, grams.get(other)!)
      if (share >= MIN_SHARE && share > (best.get(other.document.id)?.share ?? 0))
        best.set(other.document.id, { id: other.clause.id, share })
    }
    if (best.size)
      twins.set(
        entry.clause.id,
        [...best.values()].sort((a, b) => b.share - a.share).map((twin) => twin.id),
      )
  }
  return twins
}

/** Share of the shorter text's character pairs that the longer one holds. */
function similarity(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const gram of small) if (large.has(gram)) shared++
  return shared / small.size
}
