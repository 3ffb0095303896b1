import { recordAudits } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { Queryable } from '#storage/db.ts'
import type { Community } from '#storage/repositories/community.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import { type Beside, changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Of<Row, Kept extends Record<string, unknown>> = {
  /** how the trail calls it, and the column that tells one row from another */
  thing: string
  column: string
  /** what must not be there twice */
  keyOf(row: Row, estate: Community): string
  wanted(row: Row, estate: Community): Kept
  stored(tx: Queryable, wanted: Kept): Promise<Kept | undefined>
  /** what is wrong with a row beyond its cells */
  flaws?(filled: Filled<Row>, wanted: Kept, stored: Kept | undefined): Problem[]
  save(ctx: DomainContext, rows: Kept[]): Promise<void>
}

/** The importer of a register whose rows each belong to one estate and replace what is kept under the same key. */
export function estateImporter<Row extends { community: string }, Kept extends Record<string, unknown>>(of: Of<Row, Kept>): Importer<Row> {
  return async (ctx, rows, into) => {
    const { tx } = ctx
    const { id: workspaceId } = await getWorkspace(tx, into.workspace)
    const estates = await estatesOf(tx, workspaceId)
    const known = rows.flatMap((filled) => {
      const estate = estates.of(filled.value.community)
      return estate ? [{ ...filled, estate }] : []
    })
    const keyed = known.map(({ row, value, estate }) => ({ row, value: of.keyOf(value, estate) }))
    const problems: Problem[] = [...estates.problems(rows), ...repeated(keyed, (key) => key, of.column)]
    const besides: Beside<Kept>[] = []
    for (const { row, value, estate } of known) {
      const wanted = of.wanted(value, estate)
      const stored = await of.stored(tx, wanted)
      problems.push(...(of.flaws?.({ row, value }, wanted, stored) ?? []))
      const key = of.keyOf(value, estate)
      besides.push({ row, name: `${estate.name} ${key}`, thing: of.thing, subject: `${of.thing}:${estate.id}/${key}`, stored, wanted })
    }
    return {
      changes: changesOf(besides),
      problems,
      async save() {
        await of.save(
          ctx,
          changing(besides).map(({ wanted }) => wanted),
        )
        await recordAudits(ctx, trailOf(besides, into))
      },
    }
  }
}
