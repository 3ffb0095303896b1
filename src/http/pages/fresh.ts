/**
 * Loads once for all who ask at the same time and for a moment after, so that a link a whole group opens is looked up
 * once. What is not there is asked for again. `most` keys are remembered, the oldest forgotten first.
 */
export function fresh<T>(
  load: (key: string) => Promise<T | undefined>,
  { forMs = 1000, most = 1000 } = {},
): (key: string) => Promise<T | undefined> {
  const known = new Map<string, { loaded: Promise<T | undefined>; until: number }>()
  return (key) => {
    const found = known.get(key)
    if (found && performance.now() < found.until) return found.loaded
    const entry = { loaded: load(key), until: performance.now() + forMs }
    const forget = () => void (known.get(key) === entry && known.delete(key))
    entry.loaded.then((value) => value === undefined && forget(), forget)
    known.delete(key)
    known.set(key, entry)
    if (known.size > most) known.delete(known.keys().next().value!)
    return entry.loaded
  }
}
