import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { indicatorsForm } from '#src/sheets/forms/indicators.ts'
import { listCommunities } from '#storage/repositories/community.ts'
import {
  type AppealEstate,
  type AppealMonth,
  listAppealEstates,
  listAppealMonths,
  saveAppealEstates,
  saveAppealMonths,
} from '#storage/repositories/indicator.ts'
import { listUnits } from '#storage/repositories/people.ts'
import { getWorkspace, unitNamed } from '../register.ts'
import { type Change, differs, type Importer, repeated } from './plan.ts'

type Row = z.output<typeof indicatorsForm.row>

const keyOf = ({ month, street, name }: { month: string; street: string; name?: string }) => JSON.stringify([month, street, name ?? ''])

/** A month's 诉求 of streets and estates; figures of the same month are replaced. */
export const importIndicators: Importer<Row> = async (ctx, rows, into) => {
  const { id: workspaceId } = await getWorkspace(ctx.tx, into.workspace)
  const streets = (await listUnits(ctx.tx, workspaceId)).filter(({ kind }) => kind === 'street')
  const communities = await listCommunities(ctx.tx, workspaceId)
  const problems: Problem[] = []
  const read = rows.map(({ row, value }) => {
    const street = unitNamed(streets, value.street)
    if (!street) problems.push({ row, column: '街镇', problem: `名册中没有街镇「${value.street}」，请先导入单位名册。` })
    const known = communities.find(({ name, aka }) => name === value.community || aka.includes(value.community ?? ''))
    const name = value.community && (known?.name ?? value.community)
    return {
      row,
      value: { ...value, street: street ?? value.street, name, households: value.households ?? known?.households ?? undefined },
    }
  })
  problems.push(...repeated(read, ({ month, street, name }) => keyOf({ month, street, ...(name ? { name } : {}) }), '小区'))
  const sourceOf = (row: number) => `${shanghaiDateOf(ctx.now)}导入 第${row}行`
  const months = read.flatMap(({ row, value }) => (value.name ? [] : [{ row, figure: monthOf(workspaceId, value, sourceOf(row)) }]))
  const estates = read.flatMap(({ row, value }) =>
    value.name ? [{ row, figure: estateOf(workspaceId, { ...value, name: value.name }, sourceOf(row)) }] : [],
  )
  const stored = await storedFigures(ctx.tx, workspaceId, new Set(read.map(({ value }) => value.month)))
  const changes = [...months, ...estates].map(({ row, figure }): Change => {
    const { source: _, ...wanted } = figure
    return {
      row,
      what: differs(stored.get(keyOf(figure)), wanted),
      name: `${figure.month} ${'name' in figure ? figure.name : figure.street}`,
    }
  })
  return {
    changes: changes.toSorted((a, b) => a.row - b.row),
    problems,
    async save() {
      const changed = new Set(changes.filter(({ what }) => what !== 'same').map(({ row }) => row))
      const fresh = <Figure>(some: { row: number; figure: Figure }[]) => some.filter(({ row }) => changed.has(row))
      await saveAppealMonths(ctx.tx, figuresOf(fresh(months)))
      await saveAppealEstates(ctx.tx, figuresOf(fresh(estates)))
      await recordAudits(
        ctx,
        fresh<AppealMonth | AppealEstate>([...months, ...estates]).map(({ row, figure }) => ({
          subject: `appeal:${workspaceId}/${figure.month}/${figure.street}${'name' in figure ? `/${figure.name}` : ''}`,
          action: 'appeal.import',
          before: stored.get(keyOf(figure)),
          after: figure,
          source: into.sourceOf(row),
        })),
      )
    },
  }
}

const figuresOf = <Figure>(some: { figure: Figure }[]): Figure[] => some.map(({ figure }) => figure)

type Value = Omit<Row, 'community'>

const monthOf = (workspaceId: string, { month, street, count, base, baseKind }: Value, source: string): AppealMonth => ({
  workspaceId,
  month,
  street,
  count,
  base: base ?? null,
  baseKind: baseKind ?? null,
  source,
})

const estateOf = (workspaceId: string, value: Value & { name: string }, source: string): AppealEstate => ({
  workspaceId,
  month: value.month,
  street: value.street,
  name: value.name,
  count: value.count,
  rank: value.rank ?? null,
  households: value.households ?? null,
  topics: value.topics,
  source,
})

async function storedFigures(tx: Parameters<typeof listAppealMonths>[0], workspaceId: string, months: Set<string>) {
  const stored = new Map<string, AppealMonth | AppealEstate>()
  for (const month of months) {
    for (const figure of await listAppealMonths(tx, workspaceId, month)) stored.set(keyOf(figure), figure)
    for (const figure of await listAppealEstates(tx, workspaceId, month)) stored.set(keyOf(figure), figure)
  }
  return stored
}
