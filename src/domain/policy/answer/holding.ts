import type { Entry } from './entry.ts'
import { gramsOf, type Postings } from './postings.ts'

/** Of more places than this, every so manieth is looked at. */
const LOOKED_AT = 1000

export type Holding = {
  /** whether any entry, or a way of asking for it, has this piece of text */
  isHeld: (piece: string) => boolean
  /** whether any entry itself has it: ways of asking hold misspelt words as well */
  isWritten: (piece: string) => boolean
  /** how many have it themselves: counted, or where its pairs of characters are common, estimated */
  countOf: (piece: string) => number
}

/** Looks for pieces of text only where their rarest pair of characters stands. */
export function createHolding(entries: Entry[], { postingOf }: Postings): Holding {
  const everywhere = Uint32Array.from(entries.keys())
  const placesOf = (piece: string): Uint32Array => {
    const lists = gramsOf(piece).map((gram) => postingOf(gram)?.at ?? new Uint32Array())
    return lists.reduce((short, list) => (list.length < short.length ? list : short), lists[0] ?? everywhere)
  }
  const holds = (at: number, piece: string) => entries[at]!.text.includes(piece) || entries[at]!.asked.includes(piece)
  return {
    isHeld: (piece) => placesOf(piece).some((at) => holds(at, piece)),
    isWritten: (piece) => placesOf(piece).some((at) => entries[at]!.text.includes(piece)),
    countOf(piece) {
      const places = placesOf(piece)
      const step = Math.ceil(places.length / LOOKED_AT)
      let held = 0
      for (let n = 0; n < places.length; n += step) if (entries[places[n]!]!.text.includes(piece)) held++
      return held * step
    },
  }
}
