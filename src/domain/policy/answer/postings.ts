import type { Entry } from './index.ts'

/** Which entries hold a pair of characters and how strongly, and how long each entry is. */
export type Postings = {
  grams: Map<string, { at: Uint32Array; weight: Float32Array }>
  lengths: number[]
}

export type Phrases = {
  /** ways of asking, with the entries they belong to and their weight in `phraseGrams` */
  phrases: { at: number[]; weight: number }[]
  phraseGrams: Map<string, { idf: number; phrases: number[] }>
}

const FIELDS = { title: 2, body: 1, path: 0.5, units: 0.35, asked: 0.6 }

export const gramsOf = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}%+]+/u).flatMap((run) => Array.from({ length: Math.max(run.length - 1, 0) }, (_, at) => run.slice(at, at + 2)))

export function postingsOf(entries: Entry[]): Postings {
  const grams = new Map<string, { at: number[]; weight: number[] }>()
  const lengths = entries.map((entry) => {
    const weights = new Map<string, number>()
    const units = entry.clause.units.join('、')
    const fields: [string, number][] = [
      [entry.title, FIELDS.title],
      [entry.body, FIELDS.body],
      [entry.path, FIELDS.path],
      [units, FIELDS.units],
      [entry.asked, FIELDS.asked],
    ]
    for (const [text, weight] of fields) for (const gram of gramsOf(text)) weights.set(gram, (weights.get(gram) ?? 0) + weight)
    for (const [gram, weight] of weights) {
      const held = grams.get(gram)
      if (held) {
        held.at.push(entry.at)
        held.weight.push(weight)
      } else grams.set(gram, { at: [entry.at], weight: [weight] })
    }
    return entry.text.length
  })
  const packed: Postings['grams'] = new Map()
  for (const [gram, { at, weight }] of grams) {
    packed.set(gram, { at: Uint32Array.from(at), weight: Float32Array.from(weight) })
    grams.delete(gram)
  }
  return { grams: packed, lengths }
}

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
