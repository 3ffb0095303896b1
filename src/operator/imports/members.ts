import type { z } from 'zod'
import type { Problem } from '#src/sheets/form.ts'
import type { membersForm } from '#src/sheets/forms/members.ts'
import { listMembers, listUnits, type Member, saveMember } from '#storage/repositories/people.ts'
import { getWorkspace, unitNamed } from '../register.ts'
import { differs, type Importer, repeated } from './plan.ts'

type Row = z.output<typeof membersForm.row>

const keyOf = ({ channel, userId, unit }: Pick<Member, 'channel' | 'userId' | 'unit'>) => JSON.stringify([channel, userId, unit])

export const importMembers: Importer<Row> = async ({ tx }, rows, into) => {
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const units = await listUnits(tx, workspaceId)
  const stored = new Map((await listMembers(tx, workspaceId)).map((member) => [keyOf(member), member]))
  const members = rows.map(({ row, value }) => {
    const unit = unitNamed(units, value.unit)
    return {
      row,
      known: unit !== undefined,
      value: { ...value, workspaceId, unit: unit ?? value.unit, name: value.name ?? null, untilOn: value.untilOn ?? null },
    }
  })
  const problems: Problem[] = [
    ...members
      .filter(({ known }) => !known)
      .map(({ row, value }) => ({ row, column: '单位', problem: `名册中没有单位「${value.unit}」。` })),
    ...repeated(members, keyOf, '用户编号'),
  ]
  const changes = members.map(({ row, value }) => ({
    row,
    what: differs(stored.get(keyOf(value)), value),
    name: `${value.name ?? value.userId}（${value.unit}）`,
  }))
  return {
    changes,
    problems,
    async save() {
      for (const { value } of members) await saveMember(tx, value)
    },
  }
}
