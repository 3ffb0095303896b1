import type { z } from 'zod'
import { markOf } from '#src/domain/audit/canonical.ts'
import { recordAudits, subjectOf } from '#src/domain/audit/record.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { membersForm } from '#src/sheets/forms/members.ts'
import { listMembers, listUnits, type Member, saveMember } from '#storage/repositories/people.ts'
import { getWorkspace, unitNamed } from '../register.ts'
import { changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Row = z.output<typeof membersForm.row>

const keyOf = ({ channel, userId, unit }: Pick<Member, 'channel' | 'userId' | 'unit'>) => JSON.stringify([channel, userId, unit])

export const importMembers: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
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
  const besides = members.map(({ row, value }) => {
    const name = `${value.name ?? value.userId}（${value.unit}）`
    return { row, name, thing: 'member', subject: '', stored: stored.get(keyOf(value)), wanted: value }
  })
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      const named = []
      for (const one of changing(besides)) {
        await saveMember(tx, one.wanted)
        named.push({ ...one, subject: await subjectOf(ctx, one.wanted.channel, one.wanted.userId) })
      }
      await recordAudits(ctx, trailOf(named, into, nobody))
    },
  }
}

/** Whose row it is, only the token of its subject tells; of the name a mark that it changed. */
const nobody = ({ channel: _channel, userId: _user, name, ...roles }: Record<string, unknown>) => ({
  ...roles,
  name: typeof name === 'string' ? markOf(name) : null,
})
