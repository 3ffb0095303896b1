const freshMs = 1000
const mostKeys = 1000

type Held<T> = { value: Promise<T | undefined>; until: number; next?: Promise<T | undefined> }

/**
 * Loads once for all who ask at the same time and for a moment after, so that a link a whole group opens is looked up
 * once. For another such moment what is held is given while the next is on its way: nobody waits for many links that
 * are looked up anew together. What is not there is asked for again.
 */
export function fresh<T>(load: (key: string) => Promise<T | undefined>): (key: string) => Promise<T | undefined> {
  const known = new Map<string, Held<T>>()

  const keep = (key: string, value: Promise<T | undefined>): Promise<T | undefined> => {
    const held = { value, until: performance.now() + freshMs }
    const forget = () => void (known.get(key) === held && known.delete(key))
    value.then((found) => found === undefined && forget(), forget)
    known.delete(key)
    known.set(key, held)
    if (known.size > mostKeys) known.delete(known.keys().next().value!)
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
    const pastMs = performance.now() - held.until
    if (pastMs < 0) return held.value
    if (pastMs >= freshMs) return held.next ?? keep(key, load(key))
    if (!held.next) renew(key, held)
    return held.value
  }
}
