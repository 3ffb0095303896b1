import { isDeepStrictEqual } from 'node:util'
import type { DomainContext } from '#src/domain/context.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'

/** What an import would do. `save` writes it; nothing is written before that. */
export type ImportPlan = { changes: Change[]; problems: Problem[]; save(): Promise<void> }

export type Change = { row: number; what: 'added' | 'changed' | 'same'; name: string }

/** Ids of what the rows belong to: tasks to a plan, all else to a workspace. */
export type Into = { plan: string; workspace: string }

/** Turns checked rows into what they would change. */
export type Importer<T> = (ctx: DomainContext, rows: Filled<T>[], into: Into) => Promise<ImportPlan>

/** The second and later rows with a key that a row above has. */
export function repeated<T>(rows: Filled<T>[], keyOf: (value: T) => string, column: string): Problem[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ row, value }): Problem[] => {
    const above = first.get(keyOf(value))
    if (above !== undefined) return [{ row, column, problem: `与第${above}行重复。` }]
    first.set(keyOf(value), row)
    return []
  })
}

/** How a row differs from what is stored: fields the row does not know are left out of it. */
export function differs(stored: Record<string, unknown> | undefined, wanted: Record<string, unknown>): Change['what'] {
  if (!stored) return 'added'
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(stored[key], value)) ? 'same' : 'changed'
}
