/** Reads terms spelt with other characters of the same sound: 业伟会 → 业委会, 电体 → 电梯. */
export type HomophoneReader = (text: string) => string

/** @param isKnown whether a piece of text is itself a word of the documents, and so meant as it stands */
export function createHomophoneReader(syllables: string[], terms: string[], isKnown: (piece: string) => boolean): HomophoneReader {
  const soundOf = new Map<string, string>()
  for (const syllable of syllables) for (const character of syllable) soundOf.set(character, soundOf.get(character) ?? syllable[0]!)
  const sounds = (text: string) => [...text].map((character) => soundOf.get(character) ?? character).join('')
  const bySound = new Map<string, string>()
  for (const term of terms) if (term.length >= 2 && !bySound.has(sounds(term))) bySound.set(sounds(term), term)
  const lengths = [...new Set(terms.map((term) => term.length))].filter((length) => length >= 2).sort((a, b) => b - a)

  return (text) => {
    const heard = sounds(text)
    let read = ''
    for (let at = 0; at < text.length; ) {
      const length = lengths.find((size) => isMisspelt(text.slice(at, at + size), bySound.get(heard.slice(at, at + size)), isKnown))
      read += length ? bySound.get(heard.slice(at, at + length))! : text[at]
      at += length ?? 1
    }
    return read
  }
}

/** One character wrong in a word, at least one right, and what stands there is no word of its own. */
function isMisspelt(piece: string, term: string | undefined, isKnown: (piece: string) => boolean): boolean {
  if (!term || term === piece || term.length !== piece.length) return false
  let wrong = 0
  for (let at = 0; at < piece.length; at++) if (piece[at] !== term[at]) wrong++
  return wrong < piece.length && wrong <= Math.ceil(piece.length / 3) && !isKnown(piece)
}
