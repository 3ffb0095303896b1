import type { z } from 'zod'
import { markOf } from '#src/domain/audit/canonical.ts'
import { recordAudits } from '#src/domain/audit/record.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { facilitiesForm } from '#src/sheets/forms/facilities.ts'
import { type Facility, listFacilities, saveFacilities } from '#storage/repositories/community.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import { type Beside, changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Row = z.output<typeof facilitiesForm.row>

export const importFacilities: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const estates = await estatesOf(tx, workspaceId)
  const idOf = ({ community }: Row) => estates.of(community)?.id ?? community
  const problems: Problem[] = [
    ...estates.problems(rows),
    ...repeated(rows, (value) => JSON.stringify([idOf(value), value.code]), '设备编号'),
  ]
  const besides: Beside<Facility>[] = []
  const stored = new Map<string, Map<string, Facility>>()
  for (const { row, value } of rows) {
    const estate = estates.of(value.community)
    if (!estate) continue
    if (!stored.has(estate.id)) stored.set(estate.id, new Map((await listFacilities(tx, estate.id)).map((one) => [one.code, one])))
    const wanted = {
      communityId: estate.id,
      code: value.code,
      type: value.type,
      location: value.location ?? null,
      inspectionDueOn: value.inspectionDueOn ?? null,
      maintainer: value.maintainer ?? null,
      maintainerPhone: value.maintainerPhone ?? null,
      sample: false,
    }
    const name = `${estate.name} ${value.type}${value.code}`
    const subject = `facility:${estate.id}/${value.code}`
    besides.push({ row, name, thing: 'facility', subject, stored: stored.get(estate.id)!.get(value.code), wanted })
  }
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      await saveFacilities(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into, withoutPhone))
    },
  }
}

/** A number may be somebody's own: the trail holds a mark of it. */
const withoutPhone = ({ maintainerPhone, ...rest }: Record<string, unknown>) => ({
  ...rest,
  maintainerPhone: typeof maintainerPhone === 'string' ? markOf(maintainerPhone) : null,
})
