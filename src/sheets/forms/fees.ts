import { z } from 'zod'
import { day, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z.object({
  community: text(60),
  item: text(40),
  rate: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,2})?$/, '应为数字，最多两位小数。')
    .transform((said) => Number(said).toFixed(2)),
  unit: text(20).regex(/^元\/\S+$/, '应以“元/”开头，如 元/㎡·月。'),
  basis: text(120),
  effectiveFromOn: day,
})

/** 收费标准 */
export const feesForm = {
  sheet: '收费标准',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'item', title: '收费项目', required: true, example: '物业费', note: '物业费、停车费、装修垃圾清运费等。' },
    { key: 'rate', title: '标准', required: true, example: '2.68', note: '数字，最多两位小数。' },
    { key: 'unit', title: '单位', required: true, example: '元/㎡·月', note: '元/㎡·月、元/辆·月、元/次、元/人·年等。' },
    { key: 'basis', title: '依据', required: true, example: '物业服务合同第八条', note: '合同条款、业主大会决定或文件。' },
    { key: 'effectiveFromOn', title: '起始日', required: true, example: '2024-04-01', note: '从哪一天起执行。' },
  ],
  row,
} satisfies SheetForm
