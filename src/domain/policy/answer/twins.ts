import { bigrams } from '../bigrams.ts'
import type { Entry } from './index.ts'

const MIN_SHARE = 0.45
/** How many of its rarest pairs a clause is looked up by, and how many a twin must have of them. */
const RAREST = 24
const SHARED = 3
/** A pair that stands in more clauses tells nothing of twins. */
const COMMON = 64

/** Which clauses of the other documents say the same: the best one per document, when enough words are shared. */
export function linkTwins(entries: Entry[]): Map<string, string[]> {
  const clauses = entries.filter((entry) => !entry.row)
  const grams = clauses.map((entry) => bigrams(entry.text))
  const holders = holdersOf(grams)
  const twins = new Map<string, string[]>()
  for (const [at, entry] of clauses.entries()) {
    const best = new Map<string, { id: string; share: number }>()
    for (const other of candidates(grams[at]!, holders)) {
      const { clause, document } = clauses[other]!
      if (document.id === entry.document.id) continue
      const share = similarity(grams[at]!, grams[other]!)
      if (share >= MIN_SHARE && share > (best.get(document.id)?.share ?? 0)) best.set(document.id, { id: clause.id, share })
    }
    if (best.size)
      twins.set(
        entry.clause.id,
        [...best.values()].sort((a, b) => b.share - a.share).map((twin) => twin.id),
      )
  }
  return twins
}

function holdersOf(grams: Set<string>[]): Map<string, number[]> {
  const holders = new Map<string, number[]>()
  for (const [at, held] of grams.entries()) {
    for (const gram of held) {
      const list = holders.get(gram)
      if (list) list.push(at)
      else holders.set(gram, [at])
    }
  }
  return holders
}

/** Clauses that share several of this one's rarest pairs, in their order. */
function candidates(own: Set<string>, holders: Map<string, number[]>): number[] {
  const lists = [...own].map((gram) => holders.get(gram)!).filter((list) => list.length > 1 && list.length <= COMMON)
  const counts = new Map<number, number>()
  for (const list of lists.sort((a, b) => a.length - b.length).slice(0, RAREST))
    for (const at of list) counts.set(at, (counts.get(at) ?? 0) + 1)
  return [...counts].flatMap(([at, count]) => (count >= SHARED ? [at] : [])).sort((a, b) => a - b)
}

/** Share of the shorter text's character pairs that the longer one holds. */
function similarity(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const gram of small) if (large.has(gram)) shared++
  return shared / small.size
}
