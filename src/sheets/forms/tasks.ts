import { z } from 'zod'
import { names, optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z.object({
  no: wholeNumber(1, 9_999),
  task: text(2_000),
  requirement: z.string().max(4_000, '不能超过4000个字。'),
  deadline: z.string().max(1_000, '不能超过1000个字。'),
  lead: names.refine((units) => units.length > 0, '不能为空。'),
  support: names,
  clause: optional(text(100)),
})

/** 任务分解表 with the six columns of the documents, and the clause each row breaks down. */
export const tasksForm = {
  sheet: '任务',
  columns: [
    {
      key: 'no',
      title: '序号',
      required: true,
      example: '999',
      note: '任务编号，正整数，不得重复。已有的编号会被更新，新的编号会被增加。',
    },
    {
      key: 'task',
      title: '任务描述',
      aka: ['任务', '任务内容'],
      required: true,
      example: '（示例）完善物业服务评价办法。',
      note: '照抄文件原文。',
    },
    {
      key: 'requirement',
      title: '工作要求',
      required: false,
      example: '每季度公布一次评价结果。',
      note: '照抄文件原文，其中的次数和日期会被识别。',
    },
    {
      key: 'deadline',
      title: '完成时限',
      aka: ['完成时间', '时限'],
      required: true,
      example: '2026年12月底前',
      note: '照抄文件原文，或填日期。',
    },
    { key: 'lead', title: '牵头单位', required: true, example: '区房管局', note: '单位名册中的名称或别名，多个用顿号隔开；可写“各街镇”。' },
    {
      key: 'support',
      title: '配合单位',
      aka: ['配合/落实单位', '落实单位'],
      required: false,
      example: '各街镇',
      note: '同上；名册中没有的集合名称（如“专班成员单位”）照抄即可。',
    },
    { key: 'clause', title: '依据条款', required: false, example: '', note: '条款编号，如 haidian-2025/11；不填则保留原有依据。' },
  ],
  derived: ['下一节点', '时间安排', '最近上报', '最新进展'],
  row,
} satisfies SheetForm
