import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { contractsForm } from '#src/sheets/forms/contracts.ts'
import { type Contract, findContract, saveContracts } from '#storage/repositories/community.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import { type Beside, changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Row = z.output<typeof contractsForm.row>

export const importContracts: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const estates = await estatesOf(tx, workspaceId)
  const problems: Problem[] = [...estates.problems(rows), ...repeated(rows, ({ id }) => id, '合同编号')]
  const besides: Beside<Contract>[] = []
  for (const { row, value } of rows) {
    const estate = estates.of(value.community)
    if (!estate) continue
    const { community: _, ...own } = value
    const wanted = {
      ...own,
      communityId: estate.id,
      feeMode: value.feeMode ?? null,
      signedOn: value.signedOn ?? null,
      filedOn: value.filedOn ?? null,
      sample: false,
    }
    const stored = await findContract(tx, value.id)
    if (stored && stored.communityId !== estate.id) problems.push({ row, column: '合同编号', problem: '该编号已被另一个小区使用。' })
    besides.push({ row, name: `${estate.name} ${value.id}`, thing: 'contract', subject: `contract:${value.id}`, stored, wanted })
  }
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      await saveContracts(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into))
    },
  }
}
