/** Splits folded text into topic words, function words left out. */
export type Segmenter = (text: string) => string[]

const MAX_WORD = 12

/** Longest known word first, the platform's dictionary for the rest. */
export function createSegmenter(vocabulary: string[], stopwords: string[]): Segmenter {
  const known = new Set(vocabulary)
  const stop = new Set(stopwords)
  const dictionary = new Intl.Segmenter('zh', { granularity: 'word' })
  const longest = (text: string, at: number, words: Set<string>) => {
    for (let size = Math.min(MAX_WORD, text.length - at); size >= 2; size--) if (words.has(text.slice(at, at + size))) return size
    return 0
  }
  /** 找物业企业 is 物业企业, not 找物业: a longer word that begins within and reaches further goes first. */
  const reaching = (text: string, at: number, size: number) => {
    for (let from = at + 1; from < at + size; from++) {
      const further = longest(text, from, known)
      if (further > size && from + further > at + size) return 0
    }
    return size
  }
  const rest = (text: string) => [...dictionary.segment(text)].filter((piece) => piece.isWordLike).map((piece) => piece.segment)

  rest('物业') // the first use loads the platform's dictionary: not at the first question

  return (text) => {
    const words: string[] = []
    let pending = ''
    const flush = () => {
      words.push(...rest(pending))
      pending = ''
    }
    for (let at = 0; at < text.length; ) {
      const size = reaching(text, at, longest(text, at, known))
      const skipped = size ? 0 : longest(text, at, stop)
      if (size || skipped) flush()
      if (size) words.push(text.slice(at, at + size))
      else if (!skipped) pending += text[at]
      at += size || skipped || 1
    }
    flush()
    return [...new Set(words)].filter((word) => !stop.has(word) && (known.has(word) || (word.length > 1 && !isFragment(word))))
  }
}

/** A short run with a character that only joins words (出了, 哪一, 包给) is no topic. */
const isFragment = (word: string) =>
  (word.length === 3 && /[哪这那么些的了着过吗呢吧啊是在有和与就都也还又不没完很]/.test(word)) ||
  (word.length < 3 && /[哪这那么些的了着过吗呢吧啊是在有和与就都也还又不没完给到出住很太能会]/.test(word))
