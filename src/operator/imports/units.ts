import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import { everyStreet } from '#src/domain/plans/units.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { unitsForm } from '#src/sheets/forms/units.ts'
import { listUnits, saveUnits, type Unit } from '#storage/repositories/people.ts'
import { getWorkspace } from '../register.ts'
import { changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Row = z.output<typeof unitsForm.row>

export const importUnits: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const stored = new Map((await listUnits(tx, workspaceId)).map((unit) => [unit.name, unit]))
  const units = rows.map(({ row, value }) => ({
    row,
    value: { ...value, workspaceId, position: value.position ?? stored.get(value.name)?.position ?? null, sample: false },
  }))
  const problems = [...repeated(rows, ({ name }) => name, '单位名称'), ...reserved(rows), ...ambiguous(units, stored)]
  const besides = units.map(({ row, value }) => {
    const subject = `unit:${workspaceId}/${value.name}`
    return { row, name: value.name, thing: 'unit', subject, stored: stored.get(value.name), wanted: value }
  })
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      await saveUnits(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into))
    },
  }
}

const reserved = (rows: Filled<Row>[]): Problem[] =>
  rows
    .filter(({ value }) => [value.name, ...value.aliases].includes(everyStreet))
    .map(({ row }) => ({ row, problem: `「${everyStreet}」指全部街镇，不能作为单位名称或别名。` }))

/** A name must lead to one unit: within the file, and with the units that stay as they are. */
function ambiguous(units: Filled<Unit>[], stored: Map<string, Unit>): Problem[] {
  const inFile = new Set(units.map(({ value }) => value.name))
  const staying = [...stored.values()].filter(({ name }) => !inFile.has(name))
  const owners = new Map<string, Set<string>>()
  for (const { name, aliases } of [...staying, ...units.map(({ value }) => value)]) {
    for (const said of [name, ...aliases]) owners.set(said, (owners.get(said) ?? new Set()).add(name))
  }
  return units.flatMap(({ row, value }) =>
    value.aliases.flatMap((alias): Problem[] => {
      const other = [...owners.get(alias)!].find((name) => name !== value.name)
      return other ? [{ row, column: '别名', problem: `「${alias}」已是「${other}」的名称或别名。` }] : []
    }),
  )
}
