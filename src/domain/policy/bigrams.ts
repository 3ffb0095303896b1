/** The set of neighbouring character pairs, punctuation and spaces left out. */
export function bigrams(text: string): Set<string> {
  const found = new Set<string>()
  for (const run of text.split(/[^\p{L}\p{N}%+]+/u)) for (let at = 0; at + 2 <= run.length; at++) found.add(run.slice(at, at + 2))
  return found
}
