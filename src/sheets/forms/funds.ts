import { z } from 'zod'
import { day, text, yuan } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z.object({ community: text(60), asOfOn: day, balance: yuan, firstRequired: yuan })

/** 维修资金余额 */
export const fundsForm = {
  sheet: '维修资金',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'asOfOn', title: '截至日', required: true, example: '2026-09-30', note: '日期。' },
    { key: 'balance', title: '余额', aka: ['余额（元）'], required: true, example: '4120000', note: '元。' },
    { key: 'firstRequired', title: '首期应筹集额', aka: ['首期应筹集额（元）'], required: true, example: '9800000', note: '元。' },
  ],
  row,
} satisfies SheetForm
