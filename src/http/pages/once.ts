import { createHash } from 'node:crypto'

/** Makes a thing once for the same content, whatever the version it is called by; the latest `most` things are kept. */
export function once<T>(most = 1000): (content: unknown, make: () => Promise<T>) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (content, make) => {
    const key = createHash('sha256').update(JSON.stringify(content)).digest('base64')
    const known = made.get(key)
    if (known) return known
    const fresh = make()
    made.set(key, fresh)
    fresh.catch(() => made.delete(key))
    if (made.size > most) made.delete(made.keys().next().value!)
    return fresh
  }
}
