import { z } from 'zod'
import { day, oneOf, optional, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const yesNo = { 是: '是', 否: '否' } as const

const row = z
  .object({
    id: text(40),
    community: text(60),
    receivedOn: day,
    topic: text(30),
    dueOn: optional(day),
    closedOn: optional(day),
    solved: optional(oneOf(yesNo)),
    satisfied: optional(oneOf(yesNo)),
  })
  .refine(({ receivedOn, closedOn }) => !closedOn || receivedOn <= closedOn, { path: ['closedOn'], message: '不能早于受理日期。' })

/** 12345工单: what is counted, and nothing about who called */
export const ordersForm = {
  sheet: '12345工单',
  columns: [
    { key: 'id', title: '工单编号', required: true, example: 'GD20261001001', note: '12345系统的编号。' },
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'receivedOn', title: '受理日期', aka: ['派单日期'], required: true, example: '2026-10-01', note: '日期。' },
    { key: 'topic', title: '问题分类', required: true, example: '电梯', note: '只写分类，不写来电人、电话、房号。' },
    { key: 'dueOn', title: '办理时限', required: false, example: '2026-10-08', note: '工单上载明的日期。' },
    { key: 'closedOn', title: '办结日期', required: false, example: '2026-10-06', note: '未办结不填。' },
    { key: 'solved', title: '是否解决', required: false, example: '是', note: '回访结果：是或否，未回访不填。' },
    { key: 'satisfied', title: '是否满意', required: false, example: '是', note: '回访结果：是或否，未回访不填。' },
  ],
  row,
} satisfies SheetForm
