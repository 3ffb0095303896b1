import { z } from 'zod'
import { optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const month = z
  .string()
  .transform((said) => said.normalize('NFKC').replace(/^(\d{4})[年./-](\d{1,2})月?$/, (_, year, n) => `${year}-${n.padStart(2, '0')}`))
  .pipe(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '应为月份，如2026年9月。'))

const row = z.object({
  community: text(60),
  item: text(30),
  month,
  done: wholeNumber(0, 100_000),
  reason: optional(text(200)),
  source: text(40),
})

/** 服务记录: how often it was done in a month */
export const serviceDoneForm = {
  sheet: '服务记录',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'item', title: '服务事项', required: true, example: '楼道保洁', note: '与服务频次中的名称相同。' },
    { key: 'month', title: '月份', required: true, example: '2026年9月', note: '' },
    { key: 'done', title: '完成次数', required: true, example: '58', note: '没有做填0，没有记录的不填这一行。' },
    { key: 'reason', title: '原因', required: false, example: '停水两天', note: '多于或少于约定的原因。' },
    { key: 'source', title: '数据来源', required: true, example: '保洁记录', note: '记录或台账的名称。' },
  ],
  row,
} satisfies SheetForm
