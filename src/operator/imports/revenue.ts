import { isFee } from '#src/domain/estates/rules-account.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { RevenueRow } from '#src/sheets/forms/revenue.ts'
import { insertRevenue, lockRevenue, type RevenueEntry } from '#storage/repositories/estate.ts'
import { estateImporter } from './estate-rows.ts'
import { differs } from './plan.ts'

type Kept = Pick<RevenueEntry, 'id' | 'communityId' | 'on' | 'kind' | 'source' | 'amount' | 'note'>

/** Entries are added and never changed: a wrong one is struck out in the chat and entered anew. */
export const importRevenue = estateImporter<RevenueRow, Kept>({
  thing: 'revenue',
  column: '编号',
  keyOf: ({ id }, estate) => `${estate.id} ${id}`,
  wanted: ({ community: _, note, ...own }, estate) => ({ ...own, communityId: estate.id, note: note ?? null }),
  stored: (tx, { communityId, id }) => lockRevenue(tx, communityId, id),
  flaws,
  save: ({ tx, now }, rows) =>
    insertRevenue(
      tx,
      rows.map((row) => ({ ...row, recordedBy: '文件导入', recordedAt: now, struckAt: null, struckReason: null })),
    ),
})

function flaws({ row, value }: Filled<RevenueRow>, wanted: Kept, stored: Kept | undefined): Problem[] {
  return [
    ...(value.note && isFee(value.note)
      ? [{ row, column: '说明', problem: '物业费等收费不属于公共收益，应分开列账（《北京市物业管理条例》第七十四条）。' }]
      : []),
    ...(stored && differs(stored, wanted) === 'changed'
      ? [{ row, column: '编号', problem: '该编号已登记，内容不同；请先冲销原账目，再用新编号登记。' }]
      : []),
  ]
}
