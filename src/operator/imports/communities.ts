import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { communitiesForm } from '#src/sheets/forms/communities.ts'
import { type Community, findCommunity, saveCommunities } from '#storage/repositories/community.ts'
import { listUnits } from '#storage/repositories/people.ts'
import { getWorkspace, unitNamed } from '../register.ts'
import { type Beside, changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Row = z.output<typeof communitiesForm.row>

export const importCommunities: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const streets = (await listUnits(tx, workspaceId)).filter(({ kind }) => kind === 'street')
  const problems: Problem[] = repeated(rows, ({ id }) => id, '小区编号')
  const besides: Beside<Community>[] = []
  for (const { row, value } of rows) {
    const street = value.street && unitNamed(streets, value.street)
    if (value.street && !street) problems.push({ row, column: '街镇', problem: `名册中没有街镇「${value.street}」，请先导入单位名册。` })
    const stored = await findCommunity(tx, value.id)
    if (stored && stored.workspaceId !== workspaceId) problems.push({ row, column: '小区编号', problem: '该编号已被另一个工作区使用。' })
    const wanted = {
      workspaceId,
      id: value.id,
      name: value.name,
      aka: value.aka,
      street: street ?? null,
      type: value.type ?? null,
      managementMode: value.managementMode ?? null,
      committee: value.committee ?? null,
      households: value.households ?? null,
      areaM2: value.areaM2 ?? null,
      company: value.company ?? null,
      committeeTermEndOn: value.committeeTermEndOn ?? null,
      emergencyFromOn: value.emergencyFromOn ?? null,
      sample: false,
    }
    besides.push({ row, name: value.name, thing: 'community', subject: `community:${value.id}`, stored, wanted })
  }
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      await saveCommunities(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into))
    },
  }
}
