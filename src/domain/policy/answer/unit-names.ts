import type { ParsedDocument } from '../document.ts'

/** A unit as the documents write it and the ways it is called. */
export type UnitName = { unit: string; calls: string[] }

/** Every responsible unit of the documents; 区水务局 is also called 水务局, 海淀水务局, 海淀区水务局. */
export function unitNames(documents: ParsedDocument[], aliases: [alias: string, unit: string][]): UnitName[] {
  const units = new Map<string, Set<string>>()
  for (const { manifest, clauses } of documents) {
    const place = manifest.jurisdiction.replace(/[市区]$/, '')
    for (const unit of clauses.flatMap((clause) => clause.units)) {
      const calls = units.get(unit) ?? new Set([unit])
      const bare = unit.replace(/（.*）$/, '').replace(/^[区市](?=..)/, '')
      for (const call of [bare, place + bare, `${manifest.jurisdiction}${bare}`]) if (bare.length > 2) calls.add(call)
      for (const [alias, target] of aliases) if (target === unit || target === bare) calls.add(alias)
      units.set(unit, calls)
    }
  }
  return [...units].map(([unit, calls]) => ({ unit, calls: [...calls].sort((a, b) => b.length - a.length) }))
}

/** The units a text names, each with the words that named it; the longest call of each counts. */
export function namedUnits(names: UnitName[], text: string): { unit: string; call: string }[] {
  const found = names.flatMap(({ unit, calls }) => {
    const call = calls.find((one) => text.includes(one))
    return call ? [{ unit, call }] : []
  })
  const longest = Math.max(0, ...found.map((one) => one.call.length))
  return found.filter(
    (one) => one.call.length === longest || !found.some((other) => other.call !== one.call && other.call.includes(one.call)),
  )
}
