import type { z } from 'zod'
import type { fundsForm } from '#src/sheets/forms/funds.ts'
import { listFunds, type RepairFund, saveFunds } from '#storage/repositories/estate.ts'
import { estateImporter } from './estate-rows.ts'

export const importFunds = estateImporter<z.output<typeof fundsForm.row>, RepairFund>({
  thing: 'fund',
  column: '截至日',
  keyOf: ({ asOfOn }, { id }) => `${id} ${asOfOn}`,
  wanted: ({ community: _, ...own }, estate) => ({ communityId: estate.id, ...own }),
  stored: async (tx, { communityId, asOfOn }) => (await listFunds(tx, communityId)).find((one) => one.asOfOn === asOfOn),
  save: ({ tx }, rows) => saveFunds(tx, rows),
})
