import { createHash } from 'node:crypto'

/** One text for one value: keys in order, absent ones left out, instants as ISO. What is hashed must not depend on who wrote it. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** What people wrote goes into the trail as this mark: it proves the words were not changed, without repeating them. */
export const markOf = (words: string): string | undefined => (words === '' ? undefined : `sha256:${sha256(words).slice(0, 16)}`)
