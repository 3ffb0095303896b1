import { z } from 'zod'
import { day, oneOf, optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const statuses = { 自报: '自报', 已核: '已核', 争议: '争议' } as const

const row = z.object({
  community: text(60),
  period: text(20).regex(/^\d{4}年(度|第[一二三四]季度|(1[0-2]|[1-9])月)$/, '应为2026年第三季度、2026年9月或2026年度。'),
  section: text(40),
  label: text(60),
  value: optional(text(30)),
  unit: text(12),
  source: text(80),
  status: oneOf(statuses),
  planned: optional(wholeNumber(0, 10_000_000)),
  done: optional(wholeNumber(0, 10_000_000)),
  note: optional(text(200)),
  preparedBy: text(80),
  reviewedBy: optional(text(80)),
  publishOn: optional(day),
  reason: optional(text(200)),
})

/** 履约报告: one row per figure; rows of one estate and period together are one report */
export const reportForm = {
  sheet: '履约报告',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-court', note: '小区编号或名称。' },
    {
      key: 'period',
      title: '报告期',
      required: true,
      example: '2026年第三季度',
      note: '月、季度或年度，如2026年9月、2026年第三季度、2026年度。',
    },
    { key: 'section', title: '章节', required: true, example: '服务完成情况', note: '按出现的先后排列。' },
    { key: 'label', title: '指标', required: true, example: '楼道保洁', note: '以“合计”结尾的为本节同单位各项之和。' },
    { key: 'value', title: '数值', required: false, example: '90', note: '没有数据留空，显示为“未提供”，不填0。' },
    { key: 'unit', title: '单位', required: true, example: '次', note: '次、件、户、%、元、万元等。' },
    { key: 'source', title: '数据来源', required: true, example: '保洁记录', note: '台账、系统或记录的名称。' },
    { key: 'status', title: '状态', required: true, example: '自报', note: '自报、已核、争议之一。' },
    { key: 'planned', title: '计划数', required: false, example: '92', note: '合同约定的次数。' },
    { key: 'done', title: '完成数', required: false, example: '90', note: '大于计划数须写说明。' },
    { key: 'note', title: '说明', required: false, example: '', note: '未完成或超出的原因。' },
    { key: 'preparedBy', title: '编制单位', required: true, example: '示例物业服务有限公司', note: '同一报告各行相同。' },
    { key: 'reviewedBy', title: '审核单位', required: false, example: '示例家园物管会', note: '未审核的不发布；与编制单位不同。' },
    { key: 'publishOn', title: '发布日期', required: false, example: '2026-11-25', note: '审核后到这一天发到业主群。' },
    { key: 'reason', title: '更正原因', required: false, example: '', note: '报告已经导入、内容有变化时必填。' },
  ],
  row,
} satisfies SheetForm
