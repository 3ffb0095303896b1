import type { Entry, PolicyIndex } from './index.ts'
import { gramsOf } from './postings.ts'

/** A clause as an answer to a query, with what speaks for and against it. */
export type Hit = {
  entry: Entry
  score: number
  /** weighted share of the topic words found in the clause or in what it is asked by */
  coverage: number
  /** likeness to the closest known way of asking for it, 0..1 */
  phrase: number
  /** weight of the words found */
  matched: number
  missed: string[]
  /** the last topic word, which heads the phrase in Chinese (会费标准, 停车位产权), is not found */
  lacksHead: boolean
}

export type Query = {
  /** folded topic text */
  text: string
  words: string[]
  numbers: string[]
  /** added to a clause's score; undefined leaves the clause out */
  prior: (entry: Entry) => number | undefined
}

const K1 = 1.2
const B = 0.6
const EXPANSION = 0.5
const CANDIDATES = 60
/** 支持, 参与, 推动: words of every plan weigh less */
const TELLING = 0.4

export function search(index: PolicyIndex, query: Query): Hit[] {
  const expansions = new Map(query.words.map((word) => [word, index.glossary.get(word) ?? []]))
  const wanted = new Map<string, number>()
  for (const gram of gramsOf(query.text)) wanted.set(gram, 1)
  for (const word of [...expansions.values()].flat())
    for (const gram of gramsOf(word)) wanted.set(gram, Math.max(wanted.get(gram) ?? 0, EXPANSION))
  const lexical = bm25(index, wanted)
  const phrasal = phraseLikeness(index, wanted)
  const scored = best(lexical, phrasal, (at) => query.prior(index.entries[at]!) !== undefined).map((at) => {
    const entry = index.entries[at]!
    return { entry, prior: query.prior(entry), lexical: lexical[at]!, phrase: phrasal[at]! }
  })
  const top = Math.max(...scored.map((one) => one.lexical), 1)
  return scored
    .map(({ entry, prior, lexical, phrase }) => {
      const { coverage, matched, missed } = cover(index, entry, query.words, expansions)
      const numbers = query.numbers.length
        ? query.numbers.filter((number) => holdsNumber(entry.text, number)).length / query.numbers.length
        : 0
      const score = lexical / top + 1.1 * coverage + 0.9 * phrase + 0.5 * numbers + prior!
      const head = query.words.at(-1)
      const lacksHead = head !== undefined && missed.at(-1) === head && index.weightOf(head) >= TELLING
      return { entry, score, coverage, phrase, matched, missed, lacksHead }
    })
    .sort((a, b) => b.score - a.score)
}

const holdsNumber = (text: string, number: string) => new RegExp(`(?<![\\d.])${number}(?![\\d.])`).test(text)

/** The candidates by both likenesses, best first, without sorting all there are. */
function best(lexical: Float64Array, phrasal: Float64Array, isMeant: (at: number) => boolean): number[] {
  const score = (at: number) => lexical[at]! + 8 * phrasal[at]!
  let kept: number[] = []
  let least = 0
  const keepBest = () => {
    kept = kept.sort((a, b) => score(b) - score(a) || a - b).slice(0, CANDIDATES)
    if (kept.length === CANDIDATES) least = score(kept.at(-1)!)
  }
  for (let at = 0; at < lexical.length; at++) {
    const value = score(at)
    if (value <= least || !isMeant(at)) continue
    kept.push(at)
    if (kept.length >= 4 * CANDIDATES) keepBest()
  }
  keepBest()
  return kept
}

function bm25(index: PolicyIndex, wanted: Map<string, number>): Float64Array {
  const scores = new Float64Array(index.entries.length)
  const mean = index.lengths.reduce((sum, length) => sum + length, 0) / index.lengths.length
  for (const [gram, importance] of wanted) {
    const postings = index.grams.get(gram)
    if (!postings) continue
    const held = postings.at.length
    const idf = Math.log(1 + (index.entries.length - held + 0.5) / (held + 0.5))
    for (let n = 0; n < held; n++) {
      const at = postings.at[n]!
      const weight = postings.weight[n]!
      const norm = K1 * (1 - B + (B * index.lengths[at]!) / mean)
      scores[at]! += (importance * idf * weight * (K1 + 1)) / (weight + norm)
    }
  }
  return scores
}

/** Best weighted overlap with one phrasing of each clause: half what the question shares, half what the phrasing does. */
function phraseLikeness(index: PolicyIndex, wanted: Map<string, number>): Float64Array {
  const best = new Float64Array(index.entries.length)
  const shared = new Map<number, number>()
  const rarest = Math.log(1 + index.phrases.length)
  let total = 0
  for (const [gram, importance] of wanted) {
    const held = index.phraseGrams.get(gram)
    const weight = (held?.idf ?? rarest) * importance
    if (importance === 1) total += weight
    for (const at of held?.phrases ?? []) shared.set(at, (shared.get(at) ?? 0) + weight)
  }
  for (const [at, weight] of shared) {
    const phrase = index.phrases[at]!
    const likeness = (Math.min(weight / total, 1) + Math.min(weight / phrase.weight, 1)) / 2
    for (const entry of phrase.at) if (likeness > best[entry]!) best[entry] = likeness
  }
  return best
}

/** How much of the topic the clause speaks of: its own words count full, ways of asking and glossary words less. */
export function cover(index: PolicyIndex, entry: Entry, words: string[], expansions: Map<string, string[]>) {
  let total = 0
  let matched = 0
  const missed: string[] = []
  for (const word of words) {
    const weight = index.weightOf(word)
    total += weight
    const share = found(entry, word, expansions.get(word) ?? [])
    matched += weight * share
    if (share < 0.4) missed.push(word)
  }
  return { coverage: total ? matched / total : 0, matched, missed }
}

function found(entry: Entry, word: string, expansion: string[]): number {
  if (entry.text.includes(word)) return 1
  if (expansion.some((one) => entry.text.includes(one))) return 0.9
  if (entry.asked.includes(word) || entry.clause.units.some((unit) => unit.includes(word))) return 0.85
  if (entry.path.includes(word) || expansion.some((one) => entry.path.includes(one))) return 0.7
  if (word.length < 3) return 0
  const grams = gramsOf(word)
  return (grams.filter((gram) => entry.text.includes(gram)).length / grams.length) * 0.6
}
