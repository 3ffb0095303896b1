import type { z } from 'zod'
import type { feesForm } from '#src/sheets/forms/fees.ts'
import { type FeeStandard, saveFees } from '#storage/repositories/estate.ts'
import { listFeeStandards } from '#storage/repositories/service.ts'
import { estateImporter } from './estate-rows.ts'

export const importFees = estateImporter<z.output<typeof feesForm.row>, FeeStandard>({
  thing: 'fee',
  column: '收费项目',
  keyOf: ({ item }, { id }) => `${id} ${item}`,
  wanted: ({ community: _, ...own }, estate) => ({ communityId: estate.id, ...own }),
  stored: async (tx, { communityId, item }) => (await listFeeStandards(tx, communityId)).find((one) => one.item === item),
  save: ({ tx }, rows) => saveFees(tx, rows),
})
