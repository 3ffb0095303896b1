import { z } from 'zod'
import { day, optional, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z
  .object({
    community: text(60),
    item: text(60),
    label: text(60),
    value: optional(text(500)),
    publishedOn: day,
    preparedBy: text(80),
    reviewedBy: text(80),
    reason: optional(text(200)),
  })
  .refine(({ preparedBy, reviewedBy }) => preparedBy !== reviewedBy, { path: ['reviewedBy'], message: '编制和审核须为不同单位。' })

/** 公示内容: one row per line; rows of one estate and item together are one version */
export const disclosuresForm = {
  sheet: '公示',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-court', note: '小区编号或名称。' },
    { key: 'item', title: '公示项目', required: true, example: 'D7', note: 'D1 至 D19 或项目名称。' },
    { key: 'label', title: '内容', required: true, example: '地面车位', note: '一行一项内容。' },
    { key: 'value', title: '公示值', required: false, example: '120个，均为临时停放', note: '没有的留空，显示为“未提供”。' },
    { key: 'publishedOn', title: '公示日期', required: true, example: '2026-11-02', note: '同一项目各行相同。' },
    { key: 'preparedBy', title: '编制单位', required: true, example: '示例物业服务有限公司', note: '' },
    { key: 'reviewedBy', title: '审核单位', required: true, example: '示例家园物管会', note: '与编制单位不同。' },
    { key: 'reason', title: '更正原因', required: false, example: '', note: '该项目已经公示、内容有变化时必填。' },
  ],
  derived: ['版本', '校验值'],
  row,
} satisfies SheetForm
