import type { z } from 'zod'
import type { Problem } from '#src/sheets/form.ts'
import type { facilitiesForm } from '#src/sheets/forms/facilities.ts'
import { type Facility, listFacilities, saveFacilities } from '#storage/repositories/owner.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import { type Change, differs, type Importer, repeated } from './plan.ts'

type Row = z.output<typeof facilitiesForm.row>

export const importFacilities: Importer<Row> = async ({ tx }, rows, into) => {
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const estates = await estatesOf(tx, workspaceId)
  const idOf = ({ community }: Row) => estates.of(community)?.id ?? community
  const problems: Problem[] = [
    ...estates.problems(rows),
    ...repeated(rows, (value) => JSON.stringify([idOf(value), value.code]), '设备编号'),
  ]
  const changes: Change[] = []
  const facilities: Facility[] = []
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
    facilities.push(wanted)
    changes.push({ row, what: differs(stored.get(estate.id)!.get(value.code), wanted), name: `${estate.name} ${value.type}${value.code}` })
  }
  return { changes, problems, save: () => saveFacilities(tx, facilities) }
}
