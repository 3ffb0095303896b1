import { z } from 'zod'
import { day, oneOf, optional, text, yuan } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const kinds = { income: '收入', cost: '成本', fund: '转入维修资金' } as const
export const revenueSources = ['停车', '广告', '场地', '快递柜', '通信', '其他'] as const

const row = z.object({
  community: text(60),
  id: text(40),
  on: day,
  kind: oneOf(kinds),
  source: z.enum(revenueSources, `应为${revenueSources.join('、')}之一。`),
  amount: yuan,
  note: optional(text(200)),
})

export type RevenueRow = z.output<typeof row>

/** 公共收益账目: one row per entry; fees have no place in it */
export const revenueForm = {
  sheet: '公共收益',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'id', title: '编号', aka: ['凭证号'], required: true, example: '2026-10-01', note: '凭证号，小区内不重复，登记后不改。' },
    { key: 'on', title: '日期', required: true, example: '2026-10-31', note: '入账日期。' },
    { key: 'kind', title: '类别', required: true, example: '收入', note: '收入、成本、转入维修资金之一。' },
    { key: 'source', title: '来源', required: true, example: '停车', note: `${revenueSources.join('、')}之一。` },
    { key: 'amount', title: '金额', aka: ['金额（元）'], required: true, example: '12000.00', note: '元，最多两位小数，不写单位。' },
    { key: 'note', title: '说明', required: false, example: '10月临时停车', note: '物业费不属于公共收益，不得列入。' },
  ],
  row,
} satisfies SheetForm
