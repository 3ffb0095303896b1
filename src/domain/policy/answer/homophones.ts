/** Reads terms spelt with other characters of the same sound: 业伟会 → 业委会, 电体 → 电梯. */
export type HomophoneReader = (text: string) => string

/** @param isKnown whether a piece of text is itself a word of the documents, and so meant as it stands */
export function createHomophoneReader(syllables: string[], terms: string[], isKnown: (piece: string) => boolean): HomophoneReader {
  const dictionary = new Intl.Segmenter('zh', { granularity: 'word' })
  const soundOf = new Map<string, string>()
  for (const syllable of syllables) for (const character of syllable) soundOf.set(character, soundOf.get(character) ?? syllable[0]!)
  const sounds = (text: string) => Array.from(text, (character) => soundOf.get(character) ?? character).join('')
  const bySound = new Map<string, string>()
  for (const term of terms) if (!bySound.has(sounds(term))) bySound.set(sounds(term), term)
  const lengths = [...new Set(terms.map((term) => term.length))].filter((length) => length >= 2).sort((a, b) => b - a)

  return (text) => {
    const heard = sounds(text)
    const isSuspect = (from: number, to: number) =>
      bySound.has(heard.slice(from, to)) && bySound.get(heard.slice(from, to)) !== text.slice(from, to)
    const words = lengths.some((size) => Array.from(text).some((_, at) => isSuspect(at, at + size))) ? spansOf(dictionary, text) : []
    const isCut = (from: number, to: number) => words.some((word) => word.from < to && from < word.to && (word.from < from || to < word.to))
    let read = ''
    for (let at = 0; at < text.length; ) {
      const length = lengths.find((size) => {
        const piece = text.slice(at, at + size)
        return isMisspelt(piece, bySound.get(heard.slice(at, at + size))) && !isKnown(piece) && !isCut(at, at + size)
      })
      read += length ? bySound.get(heard.slice(at, at + length))! : text[at]
      at += length ?? 1
    }
    return read
  }
}

/** Dictionary words of two characters and more: a piece that cuts one in two was not misspelt. */
const spansOf = (dictionary: Intl.Segmenter, text: string) =>
  [...dictionary.segment(text)]
    .map(({ index, segment }) => ({ from: index, to: index + segment.length }))
    .filter(({ from, to }) => to - from > 1)

/** One character in three wrong, at least one right. */
function isMisspelt(piece: string, term: string | undefined): boolean {
  if (!term || term === piece || term.length !== piece.length) return false
  const wrong = Array.from(piece).filter((character, at) => character !== term[at]).length
  return wrong < piece.length && wrong <= Math.ceil(piece.length / 3)
}
