import { z } from 'zod'
import { names, optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const month = z
  .string()
  .transform((said) =>
    said.replace(/^(\d{4})[./年-](\d{1,2})(?:月|-\d{1,2})?$/, (_, year: string, nth: string) => `${year}-${nth.padStart(2, '0')}`),
  )
  .pipe(z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '应为月份，如 2026-10。'))

const row = z
  .object({
    month,
    street: text(50),
    community: optional(text(60)),
    count: wholeNumber(0, 1_000_000),
    base: optional(wholeNumber(1, 100_000_000)),
    baseKind: optional(text(30)),
    rank: optional(wholeNumber(1, 100)),
    households: optional(wholeNumber(1, 100_000)),
    topics: names,
  })
  .refine((row) => row.base === undefined || row.baseKind !== undefined, {
    path: ['baseKind'],
    message: '不能为空。',
  })

/** 诉求: a row without an estate is a street's, with one an estate's among the city's first hundred. */
export const indicatorsForm = {
  sheet: '诉求',
  columns: [
    { key: 'month', title: '月份', required: true, example: '2026-10', note: '年-月。' },
    { key: 'street', title: '街镇', aka: ['街道'], required: true, example: '示例一街道', note: '单位名册中类别为街镇的单位。' },
    { key: 'community', title: '小区', required: false, example: '', note: '不填为街镇合计；填小区则为全市诉求前100小区之一。' },
    { key: 'count', title: '诉求件数', aka: ['件数'], required: true, example: '48', note: '物业服务类诉求件数，整数。' },
    { key: 'base', title: '基数', required: false, example: '150000', note: '街镇填写，用于计算万人诉求率；不填则比率显示未提供。' },
    { key: 'baseKind', title: '基数口径', required: false, example: '常住人口', note: '常住人口、户数、服务人口等，与数字一同显示。' },
    { key: 'rank', title: '全市排名', required: false, example: '', note: '小区填写，1到100。' },
    { key: 'households', title: '户数', required: false, example: '', note: '小区填写，用于显示每百户件数。' },
    { key: 'topics', title: '主要问题', required: false, example: '', note: '小区填写，多个用顿号隔开。' },
  ],
  row,
} satisfies SheetForm
