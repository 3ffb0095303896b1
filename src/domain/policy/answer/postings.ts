import type { Entry } from './entry.ts'
import { GramTable } from './grams.ts'

/** The entries that hold a pair of characters, and how strongly each does. */
export type Posting = { at: Uint32Array; weight: Float32Array }

export type Postings = {
  postingOf: (gram: string) => Posting | undefined
  /** characters of each entry, and of one on average */
  lengths: Uint32Array
  meanLength: number
}

export type Phrases = {
  /** ways of asking, with the entries that answer them (none for what is untold) and their weight in `phraseGrams` */
  phrases: { at: number[]; weight: number }[]
  phraseGrams: Map<string, { idf: number; phrases: number[] }>
}

const FIELDS = { title: 2, body: 1, path: 0.5, units: 0.35, asked: 0.6 }

export const gramsOf = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}%+]+/u).flatMap((run) => Array.from({ length: Math.max(run.length - 1, 0) }, (_, at) => run.slice(at, at + 2)))

/** Read twice, to count and to fill: one block of memory for all lists rather than a growing one for each. */
export function postingsOf(entries: Entry[]): Postings {
  const table = new GramTable()
  const counts: number[] = []
  eachHeld(entries, table, (gram) => {
    counts[gram] = (counts[gram] ?? 0) + 1
  })
  const starts = new Uint32Array(counts.length + 1)
  for (const [gram, count] of counts.entries()) starts[gram + 1] = starts[gram]! + count
  const at = new Uint32Array(starts.at(-1)!)
  const weight = new Float32Array(at.length)
  const next = starts.slice()
  eachHeld(entries, table, (gram, strength, entry) => {
    const slot = next[gram]!++
    at[slot] = entry
    weight[slot] = strength
  })
  const lengths = Uint32Array.from(entries, (entry) => entry.text.length)
  return {
    postingOf(gram) {
      const number = table.find(gram)
      if (number === undefined) return undefined
      const [from, to] = [starts[number]!, starts[number + 1]!]
      return { at: at.subarray(from, to), weight: weight.subarray(from, to) }
    },
    lengths,
    meanLength: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
  }
}

/** Each pair an entry holds, once, with the sum of what it weighs in the fields it stands in. */
function eachHeld(entries: Entry[], table: GramTable, visit: (gram: number, weight: number, at: number) => void): void {
  const weights: number[] = []
  for (const entry of entries) {
    const held: number[] = []
    for (const [text, weight] of fieldsOf(entry)) {
      for (const gram of table.read(text)) {
        if (!weights[gram]) held.push(gram)
        weights[gram] = (weights[gram] ?? 0) + weight
      }
    }
    for (const gram of held) {
      visit(gram, weights[gram]!, entry.at)
      weights[gram] = 0
    }
  }
}

const fieldsOf = ({ title, text, path, clause, asked }: Entry): [string, number][] => [
  [title, FIELDS.title],
  [text.slice(title.length), FIELDS.body],
  [path, FIELDS.path],
  [clause.units.join('、'), FIELDS.units],
  [asked, FIELDS.asked],
]

/** Character pairs of the phrasings with the rarity of each; a phrasing weighs what its pairs do. */
export function phraseIndex(said: { at: number[]; grams: string[] }[]): Phrases {
  const phraseGrams: Phrases['phraseGrams'] = new Map()
  said.forEach(({ grams }, at) => {
    for (const gram of new Set(grams)) {
      const held = phraseGrams.get(gram)
      if (held) held.phrases.push(at)
      else phraseGrams.set(gram, { idf: 0, phrases: [at] })
    }
  })
  for (const held of phraseGrams.values()) held.idf = Math.log(1 + said.length / (1 + held.phrases.length))
  const phrases = said.map(({ at, grams }) => ({ at, weight: grams.reduce((sum, gram) => sum + phraseGrams.get(gram)!.idf, 0) }))
  return { phrases, phraseGrams }
}
