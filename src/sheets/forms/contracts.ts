import { z } from 'zod'
import { day, oneOf, optional, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const kinds = { 前期: '前期', 正式: '正式', 事实: '事实', 应急: '应急' } as const
const feeModes = { 包干: '包干', 酬金: '酬金' } as const

const row = z
  .object({
    id: text(60),
    community: text(60),
    company: text(80),
    kind: oneOf(kinds),
    startOn: day,
    endOn: day,
    feeMode: optional(oneOf(feeModes)),
    signedOn: optional(day),
    filedOn: optional(day),
  })
  .refine(({ startOn, endOn }) => startOn <= endOn, { path: ['endOn'], message: '不能早于起始日。' })

/** 物业服务合同 */
export const contractsForm = {
  sheet: '合同',
  columns: [
    { key: 'id', title: '合同编号', required: true, example: 'yuan-2026', note: '同一合同每次导入用同一编号。' },
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'company', title: '物业服务企业', required: true, example: '示例物业服务有限公司', note: '营业执照上的全称。' },
    { key: 'kind', title: '合同类型', required: true, example: '正式', note: '前期、正式、事实、应急之一。' },
    { key: 'startOn', title: '起始日', required: true, example: '2026-01-01', note: '日期。' },
    { key: 'endOn', title: '届满日', required: true, example: '2028-12-31', note: '合同的最后一天。' },
    { key: 'feeMode', title: '计费方式', required: false, example: '包干', note: '包干或酬金。' },
    { key: 'signedOn', title: '签订日', required: false, example: '2025-12-20', note: '日期；15日内备案从这一天起算。' },
    { key: 'filedOn', title: '备案日', required: false, example: '2025-12-28', note: '尚未备案不填。' },
  ],
  row,
} satisfies SheetForm
