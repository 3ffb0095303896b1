import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
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
  /** likeness to the closest question that no document answers, 0..1; the same for all hits of a query */
  untold: number
  /** of all topic words, found or not */
  weight: number
  /** how far its score is ahead of the best that speaks of another matter */
  lead: number
  /** the question names the document or the year */
  isNamed: boolean
}

export type Query = {
  /** folded topic text */
  text: string
  words: string[]
  numbers: string[]
  isNamed: boolean
  /** added to a clause's score; undefined leaves the clause out */
  prior: (entry: Entry) => number | undefined
}

const K1 = 1.2
const B = 0.6
const EXPANSION = 0.5
const CANDIDATES = 60

export function search(index: PolicyIndex, query: Query): Hit[] {
  const expansions = new Map(query.words.map((word) => [word, index.glossary.get(word) ?? []]))
  const wanted = new Map<string, number>()
  for (const gram of gramsOf(query.text)) wanted.set(gram, 1)
  for (const word of [...expansions.values()].flat())
    for (const gram of gramsOf(word)) wanted.set(gram, Math.max(wanted.get(gram) ?? 0, EXPANSION))
  const lexical = bm25(index, wanted)
  const { untold, ...phrasal } = phraseLikeness(index, wanted)
  const scored = best(lexical, phrasal, (at) => query.prior(index.entries[at]!) !== undefined).map((at) => {
    const entry = index.entries[at]!
    return { entry, prior: query.prior(entry), lexical: lexical.scores[at]!, phrase: phrasal.scores[at]! }
  })
  const top = Math.max(...scored.map((one) => one.lexical), 1)
  return scored
    .map(({ entry, prior, lexical, phrase }) => {
      const { coverage, matched, missed, weight } = cover(index, entry, query.words, expansions)
      const numbers = query.numbers.length
        ? query.numbers.filter((number) => holdsNumber(entry.text, number)).length / query.numbers.length
        : 0
      const score = lexical / top + 1.1 * coverage + 0.9 * phrase + 0.5 * numbers + prior!
      return { entry, score, coverage, phrase, matched, missed, untold, weight, lead: 0, isNamed: query.isNamed }
    })
    .sort((a, b) => b.score - a.score)
}

export const holdsNumber = (text: string, number: string) => new RegExp(`(?<![\\d.])${number}(?![\\d.])`).test(text)

/** The candidates by both likenesses, best first, without sorting all there are. */
function best(lexical: Likeness, phrasal: Likeness, isMeant: (at: number) => boolean): number[] {
  const score = (at: number) => lexical.scores[at]! + 8 * phrasal.scores[at]!
  let kept: { at: number; score: number }[] = []
  let least = 0
  const keepBest = () => {
    kept = kept.sort((a, b) => b.score - a.score || a.at - b.at).slice(0, CANDIDATES)
    if (kept.length === CANDIDATES) least = kept.at(-1)!.score
  }
  for (const at of new Set([...lexical.found, ...phrasal.found])) {
    const one = { at, score: score(at) }
    if (one.score < least || !isMeant(at)) continue
    kept.push(one)
    if (kept.length >= 4 * CANDIDATES) keepBest()
  }
  keepBest()
  return kept.map(({ at }) => at)
}

/** The likeness of every entry, and which have any. */
type Likeness = { scores: Float64Array; found: number[] }

/** A pair that stands in more entries than this speaks for what rarer ones have found, and finds nothing by itself. */
const COMMON = 5000

function bm25(index: PolicyIndex, wanted: Map<string, number>): Likeness {
  const scores = new Float64Array(index.entries.length)
  const found: number[] = []
  const held = [...wanted].flatMap(([gram, importance]) => {
    const posting = index.postingOf(gram)
    return posting ? [{ ...posting, importance }] : []
  })
  for (const { at: entries, weight: weights, importance } of held.sort((a, b) => a.at.length - b.at.length)) {
    const finds = entries.length <= COMMON || found.length === 0
    const idf = Math.log(1 + (index.entries.length - entries.length + 0.5) / (entries.length + 0.5))
    for (let n = 0; n < entries.length; n++) {
      const at = entries[n]!
      if (scores[at] === 0) {
        if (!finds) continue
        found.push(at)
      }
      const weight = weights[n]!
      const norm = K1 * (1 - B + (B * index.lengths[at]!) / index.meanLength)
      scores[at]! += (importance * idf * weight * (K1 + 1)) / (weight + norm)
    }
  }
  return { scores, found }
}

/** Best weighted overlap with one phrasing of each clause: half what the question shares, half what the phrasing does. */
function phraseLikeness(index: PolicyIndex, wanted: Map<string, number>): Likeness & { untold: number } {
  const scores = new Float64Array(index.entries.length)
  const found: number[] = []
  let untold = 0
  const shared = new Float64Array(index.phrases.length)
  const alike: number[] = []
  const rarest = Math.log(1 + index.phrases.length)
  let total = 0
  for (const [gram, importance] of wanted) {
    const held = index.phraseGrams.get(gram)
    const weight = (held?.idf ?? rarest) * importance
    if (importance === 1) total += weight
    for (const at of held?.phrases ?? []) {
      if (shared[at] === 0) alike.push(at)
      shared[at]! += weight
    }
  }
  for (const at of alike) {
    const phrase = index.phrases[at]!
    const weight = shared[at]!
    const share = (Math.min(weight / total, 1) + Math.min(weight / phrase.weight, 1)) / 2
    if (phrase.at.length === 0) untold = Math.max(untold, share)
    for (const entry of phrase.at) {
      if (scores[entry] === 0) found.push(entry)
      if (share > scores[entry]!) scores[entry] = share
    }
  }
  return { scores, found, untold }
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
  return { coverage: total ? matched / total : 0, matched, missed, weight: total }
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
