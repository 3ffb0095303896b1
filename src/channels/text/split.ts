const SENTENCE_ENDS = '。；！？!?;'

/** Cuts at line ends, a longer line after a sentence, a longer sentence anywhere but inside a character. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > limit) {
    const cut = cutOf(rest, limit)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).replace(/^\n+/, '')
  }
  return [...parts, rest].filter(Boolean)
}

function cutOf(text: string, limit: number): number {
  const newline = text.lastIndexOf('\n', limit)
  if (newline > 0) return newline
  const sentence = Math.max(...[...SENTENCE_ENDS].map((end) => text.lastIndexOf(end, limit - 1))) + 1
  if (sentence > limit / 2) return sentence
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit
}
