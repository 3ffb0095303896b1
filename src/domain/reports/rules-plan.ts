import { daysBetween } from '#src/domain/calendar/dates.ts'

export type Frequency = { times: number; per: '日' | '周' | '月' | '季' | '年' }

/** 每日2次, 每周3次; undefined for words that are no frequency */
export function frequencyOf(said: string): Frequency | undefined {
  const [, per, times] = /^每(日|天|周|星期|月|季度?|年)(\d{1,4})次$/.exec(said.trim()) ?? []
  if (!per || !times) return undefined
  const known: Record<string, Frequency['per']> = { 天: '日', 星期: '周', 季度: '季' }
  return { per: known[per] ?? (per as Frequency['per']), times: Number(times) }
}

/** How often in these whole months; undefined where they are shorter than what the contract counts by. */
export function plannedIn({ times, per }: Frequency, { from, to }: { from: string; to: string }): number | undefined {
  const days = daysBetween(from, to) + 1
  const months = Math.round(days / 30.44)
  switch (per) {
    case '日':
      return times * days
    case '周':
      return times * Math.floor(days / 7)
    case '月':
      return times * months
    case '季':
      return months % 3 === 0 ? (times * months) / 3 : undefined
    case '年':
      return months % 12 === 0 ? (times * months) / 12 : undefined
  }
}
