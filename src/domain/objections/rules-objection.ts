/** Words of an objection, or of one's receipt; plain enough for the database to read as well. */
export const objecting = /^\s*[/／]?异议|有异议|提异议|不认可|^\s*yy\d{8}-\d{4}/i

const bigrams = (text: string): Set<string> => {
  const plain = text.replace(/[\s\p{P}\p{S}]/gu, '')
  return new Set(Array.from({ length: Math.max(1, plain.length - 1) }, (_, i) => plain.slice(i, i + 2)))
}

/** Says the same in nearly the same words. */
export function isSame(a: string, b: string): boolean {
  const [one, other] = [bigrams(a), bigrams(b)]
  const shared = [...one].filter((pair) => other.has(pair)).length
  return (2 * shared) / (one.size + other.size) >= 0.7
}

/** YY20261123-0001 */
export const receiptOf = (on: string, number: number): string => `YY${on.replaceAll('-', '')}-${String(number).padStart(4, '0')}`
