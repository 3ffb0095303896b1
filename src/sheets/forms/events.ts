import { z } from 'zod'
import { eventKinds } from '#src/domain/clocks/rules-events.ts'
import { day, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z.object({
  community: text(60),
  kind: z.enum(eventKinds as [string, ...string[]], `应为${eventKinds.join('、')}之一。`),
  on: day,
})

/** 法定事项: what happened and starts or ends a statutory clock */
export const eventsForm = {
  sheet: '法定事项',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'kind', title: '事项', required: true, example: '项目负责人到岗', note: `${eventKinds.join('、')}之一。` },
    { key: 'on', title: '日期', required: true, example: '2026-11-20', note: '发生的日期。' },
  ],
  row,
} satisfies SheetForm
