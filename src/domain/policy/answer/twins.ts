import type { Entry } from './entry.ts'
import { GramTable } from './grams.ts'

const MIN_SHARE = 0.45
/** How many of its rarest pairs a clause is looked up by, and how many a twin must have of them. */
const RAREST = 24
const SHARED = 3
/** A pair that stands in more clauses tells nothing of twins. */
const COMMON = 64

/** Which clauses of the other documents say the same: the best one per document, when enough words are shared. */
export function linkTwins(entries: Entry[]): Map<string, string[]> {
  const clauses = entries.filter((entry) => !entry.row)
  const reader = createReader()
  const holders = holdersOf(clauses, reader)
  const twins = new Map<string, string[]>()
  for (const { clause, document, text } of clauses) {
    const own = reader(text)
    const best = new Map<string, { id: string; share: number }>()
    for (const at of candidates(own, holders)) {
      const other = clauses[at]!
      if (other.document.id === document.id) continue
      const share = similarity(own, reader(other.text))
      if (share >= MIN_SHARE && share > (best.get(other.document.id)?.share ?? 0))
        best.set(other.document.id, { id: other.clause.id, share })
    }
    const found = [...best.values()].sort((a, b) => b.share - a.share).map((twin) => twin.id)
    if (found.length > 0) twins.set(clause.id, found)
  }
  return twins
}

/** The different pairs of a text, in the order they are met. */
type Reader = (text: string) => Set<number>

function createReader(): Reader {
  const table = new GramTable()
  return (text) => new Set(table.read(text))
}

/** Which clauses hold a pair that is neither their own alone nor common. */
function holdersOf(clauses: Entry[], reader: Reader): Map<number, number[]> {
  const counts: number[] = []
  for (const { text } of clauses) for (const gram of reader(text)) counts[gram] = (counts[gram] ?? 0) + 1
  const holders = new Map<number, number[]>()
  for (const [at, { text }] of clauses.entries()) {
    for (const gram of reader(text)) {
      if (counts[gram]! < 2 || counts[gram]! > COMMON) continue
      const list = holders.get(gram)
      if (list) list.push(at)
      else holders.set(gram, [at])
    }
  }
  return holders
}

/** Clauses that share several of this one's rarest pairs, in their order. */
function candidates(own: Set<number>, holders: Map<number, number[]>): number[] {
  const lists = [...own].map((gram) => holders.get(gram)).filter((list) => list !== undefined)
  const counts = new Map<number, number>()
  for (const list of lists.sort((a, b) => a.length - b.length).slice(0, RAREST))
    for (const at of list) counts.set(at, (counts.get(at) ?? 0) + 1)
  return [...counts].flatMap(([at, count]) => (count >= SHARED ? [at] : [])).sort((a, b) => a - b)
}

/** Share of the shorter text's character pairs that the longer one holds. */
function similarity(a: Set<number>, b: Set<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const gram of small) if (large.has(gram)) shared++
  return shared / small.size
}
