import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { serviceDoneForm } from '#src/sheets/forms/service-done.ts'
import type { servicesForm } from '#src/sheets/forms/services.ts'
import {
  listServiceDone,
  listServicePlans,
  type ServiceDone,
  type ServicePlan,
  saveServiceDone,
  saveServicePlans,
} from '#storage/repositories/service.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import { type Beside, changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type PlanRow = z.output<typeof servicesForm.row>
type DoneRow = z.output<typeof serviceDoneForm.row>

/** What the contracts ask. */
export const importServices: Importer<PlanRow> = async (ctx, rows, into) => {
  const { tx } = ctx
  const estates = await estatesOf(tx, (await getWorkspace(tx, into.workspace)).id)
  const idOf = ({ community }: PlanRow) => estates.of(community)?.id ?? community
  const problems = [...estates.problems(rows), ...repeated(rows, (value) => JSON.stringify([idOf(value), value.item]), '服务事项')]
  const besides: Beside<ServicePlan>[] = []
  for (const { row, value } of rows) {
    const estate = estates.of(value.community)
    if (!estate) continue
    const { item, kind, times, per, clause = null } = value
    const stored = (await listServicePlans(tx, estate.id)).find((one) => one.item === item)
    const wanted = { communityId: estate.id, item, kind, times, per, clause }
    besides.push({ row, name: `${estate.name} ${item}`, thing: 'service', subject: `service:${estate.id}/${item}`, stored, wanted })
  }
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      await saveServicePlans(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into))
    },
  }
}

/** What was done, month by month; of what no contract asks nothing is taken. */
export const importServiceDone: Importer<DoneRow> = async (ctx, rows, into) => {
  const { tx } = ctx
  const estates = await estatesOf(tx, (await getWorkspace(tx, into.workspace)).id)
  const idOf = ({ community }: DoneRow) => estates.of(community)?.id ?? community
  const problems: Problem[] = [
    ...estates.problems(rows),
    ...repeated(rows, (value) => JSON.stringify([idOf(value), value.item, value.month]), '服务事项'),
  ]
  const besides: Beside<ServiceDone>[] = []
  for (const { row, value } of rows) {
    const estate = estates.of(value.community)
    if (!estate) continue
    const { item, month, done, reason = null, source } = value
    problems.push(...(await unplanned(item, estate.id, row)))
    const stored = (await listServiceDone(tx, estate.id, month, month)).find((one) => one.item === item)
    const wanted = { communityId: estate.id, item, month, done, reason, source }
    const subject = `service:${estate.id}/${item}/${month}`
    besides.push({ row, name: `${estate.name} ${item} ${month}`, thing: 'service', subject, stored, wanted })
  }
  return {
    changes: changesOf(besides),
    problems: problems.sort((a, b) => a.row - b.row),
    async save() {
      await saveServiceDone(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into))
    },
  }

  async function unplanned(item: string, communityId: string, row: Filled<DoneRow>['row']): Promise<Problem[]> {
    const known = (await listServicePlans(tx, communityId)).some((one) => one.item === item)
    return known ? [] : [{ row, column: '服务事项', problem: `服务频次中没有「${item}」，请先导入服务频次。` }]
  }
}
