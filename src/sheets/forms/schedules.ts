import { z } from 'zod'
import { text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z.object({ no: wholeNumber(1, 9_999), words: text(200), reason: text(500), by: text(30) })

/** 时限更正: what a lead decided in the place of a task's 完成时限; the source stays as it is. */
export const schedulesForm = {
  sheet: '时限更正',
  columns: [
    { key: 'no', title: '序号', aka: ['任务号', '任务'], required: true, example: '1', note: '方案里已有的任务编号，不得重复。' },
    {
      key: 'words',
      title: '更正为',
      aka: ['新时限', '更正后时限'],
      required: true,
      example: '2026年12月20日前',
      note: '新的完成时限，写法同文件，如“每季度末月25日前”“持续”，或填日期；须在方案期内。',
    },
    {
      key: 'reason',
      title: '理由',
      aka: ['更正理由', '依据'],
      required: true,
      example: '专班会议纪要第3号',
      note: '为何更正，依据哪次会议或哪份文件。',
    },
    {
      key: 'by',
      title: '决定人',
      aka: ['负责人'],
      required: true,
      example: '李主任',
      note: '作出决定的专班负责人，与理由一同显示在任务里。',
    },
  ],
  derived: ['原文完成时限'],
  row,
} satisfies SheetForm
