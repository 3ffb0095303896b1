import { z } from 'zod'
import { oneOf, optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const per = { 日: '日', 周: '周', 月: '月', 季: '季', 年: '年' } as const

const row = z.object({
  community: text(60),
  item: text(30),
  kind: text(10),
  per: oneOf(per),
  times: wholeNumber(1, 9999),
  clause: optional(text(80)),
})

/** 服务频次: how often the contract has something done */
export const servicesForm = {
  sheet: '服务频次',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'item', title: '服务事项', required: true, example: '楼道保洁', note: '小区内不重复；履约报告按此列出。' },
    { key: 'kind', title: '类别', required: true, example: '保洁', note: '保洁、绿化、秩序、消杀、垃圾、设施等。' },
    { key: 'per', title: '每', required: true, example: '日', note: '日、周、月、季、年之一。' },
    { key: 'times', title: '次数', required: true, example: '2', note: '合同约定的次数。' },
    { key: 'clause', title: '合同条款', required: false, example: '附件二第3条', note: '' },
  ],
  row,
} satisfies SheetForm
