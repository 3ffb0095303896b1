import { isDeepStrictEqual } from 'node:util'
import type { Change as AuditChange } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'

/** What an import would do. `save` writes it with its place in the trail; nothing is written before that. */
export type ImportPlan = { changes: Change[]; problems: Problem[]; save(): Promise<void> }

export type Change = { row: number; what: 'added' | 'changed' | 'same'; name: string }

/** Ids of what the rows belong to: tasks to a plan, all else to a workspace; and how the trail names a row of this file. */
export type Into = { plan: string; workspace: string; sourceOf(row: number): string }

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
export const differs = (stored: Fields | undefined, wanted: Fields): Change['what'] => {
  if (!stored) return 'added'
  return differing(stored, wanted).length === 0 ? 'same' : 'changed'
}

type Fields = Record<string, unknown>

const differing = (stored: Fields, wanted: Fields): string[] =>
  Object.keys(wanted).filter((key) => !isDeepStrictEqual(stored[key], wanted[key]))

/** A row beside what is stored under its key. `subject` and `thing` name it in the trail. */
export type Beside<T extends Fields> = { row: number; name: string; thing: string; subject: string; stored: Fields | undefined; wanted: T }

export const changesOf = (rows: Beside<Fields>[]): Change[] =>
  rows.map(({ row, name, stored, wanted }) => ({ row, name, what: differs(stored, wanted) }))

export const changing = <T extends Fields>(rows: Beside<T>[]): Beside<T>[] =>
  rows.filter(({ stored, wanted }) => differs(stored, wanted) !== 'same')

/** What changed rows leave in the trail: of each the fields that differ, before and after; `shown` hides what must not stand there. */
export const trailOf = (rows: Beside<Fields>[], into: Into, shown: (fields: Fields) => Fields = (fields) => fields): AuditChange[] =>
  changing(rows).map(({ row, thing, subject, stored, wanted }) => {
    const keys = stored ? differing(stored, wanted) : Object.keys(wanted)
    const only = (fields: Fields) => Object.fromEntries(Object.entries(shown(fields)).filter(([key]) => keys.includes(key)))
    return {
      subject,
      action: `${thing}.${stored ? 'change' : 'add'}`,
      ...(stored ? { before: only(stored) } : {}),
      after: only(wanted),
      source: into.sourceOf(row),
    }
  })
