import { bigrams } from '../bigrams.ts'

/** The clause a row breaks down is the one that contains most of its words. */
export function linkedClause(rowText: string, clauses: readonly { id: string; text: string }[]): string {
  const wanted = bigrams(rowText)
  let best = { id: '', share: 0 }
  for (const clause of clauses) {
    const held = bigrams(clause.text)
    let shared = 0
    for (const gram of wanted) if (held.has(gram)) shared++
    if (shared / wanted.size > best.share) best = { id: clause.id, share: shared / wanted.size }
  }
  return best.id
}
