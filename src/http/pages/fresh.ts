type Held<T> = { value: Promise<T | undefined>; until: number; next?: Promise<T | undefined> }

/**
 * Loads once for all who ask at the same time and for a moment after, so that a link a whole group opens is looked up
 * once. For another such moment what is held is given while the next is on its way: nobody waits for many links that
 * are looked up anew together. What is not there is asked for again. `most` keys are remembered, the oldest forgotten first.
 */
export function fresh<T>(
  load: (key: string) => Promise<T | undefined>,
  { forMs = 1000, most = 1000, now = () => performance.now() } = {},
): (key: string) => Promise<T | undefined> {
  const known = new Map<string, Held<T>>()

  const keep = (key: string, value: Promise<T | undefined>): Promise<T | undefined> => {
    const held = { value, until: now() + forMs }
    const forget = () => void (known.get(key) === held && known.delete(key))
    value.then((found) => found === undefined && forget(), forget)
    known.delete(key)
    known.set(key, held)
    if (known.size > most) known.delete(known.keys().next().value!)
    return value
  }

  const renew = (key: string, held: Held<T>): void => {
    const next = load(key)
    held.next = next
    next.then(
      () => keep(key, next),
      () => known.delete(key),
    )
  }

  return (key) => {
    const held = known.get(key)
    if (!held) return keep(key, load(key))
    if (now() < held.until) return held.value
    if (now() >= held.until + forMs) return held.next ?? keep(key, load(key))
    if (!held.next) renew(key, held)
    return held.value
  }
}
