import { addMonths } from '#src/domain/calendar/dates.ts'

/** The company's own items of 第七十条第（一）至（五）项: what 标准化公示公开 is counted by. */
const standardItems = ['D1', 'D2', 'D3', 'D4', 'D5'] as const

/** What an estate has to show for the three goals, as of a day. */
export type EstateProof = {
  name: string
  street: string | undefined
  published: { code: string; on: string; goodForMonths?: number | undefined }[]
  /** last day of the newest period reported on */
  reportedTo?: string | undefined
  /** day of the newest entry in the account of 公共收益 */
  accountOn?: string | undefined
}

export type Goal = {
  key: 'disclosure' | 'report' | 'account'
  title: string
  means: string
  reached(estate: EstateProof, on: string): boolean
}

const withinYear = (day: string | undefined, on: string) => day !== undefined && addMonths(day, 12) >= on

export const goals: readonly Goal[] = [
  {
    key: 'disclosure',
    title: '标准化公示公开',
    means: '条例第七十条第（一）至（五）项均在公示且未过期',
    reached: ({ published }, on) =>
      standardItems.every((code) =>
        published.some((one) => one.code === code && (!one.goodForMonths || addMonths(one.on, one.goodForMonths) >= on)),
      ),
  },
  {
    key: 'report',
    title: '定期履约报告',
    means: '近12个月内有已发布的履约报告',
    reached: ({ reportedTo }, on) => withinYear(reportedTo, on),
  },
  {
    key: 'account',
    title: '公共收益单独列账',
    means: '近12个月内公共收益账有登记',
    reached: ({ accountOn }, on) => withinYear(accountOn, on),
  },
]

export type Coverage = { street: string; estates: number; goals: { title: string; means: string; reached: number; missing: string[] }[] }

/** Street by street in the order of their names: a count and who is still missing, no rank. */
export function coverageOf(estates: EstateProof[], on: string): Coverage[] {
  const byStreet = Map.groupBy(estates, ({ street }) => street ?? '未填街镇')
  return [...byStreet]
    .toSorted(([a], [b]) => a.localeCompare(b, 'zh'))
    .map(([street, those]) => ({
      street,
      estates: those.length,
      goals: goals.map(({ title, means, reached }) => {
        const missing = those.filter((estate) => !reached(estate, on)).map(({ name }) => name)
        return { title, means, reached: those.length - missing.length, missing }
      }),
    }))
}
