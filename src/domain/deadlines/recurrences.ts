import { addDays, lastDayOfMonth } from '../calendar/dates.ts'
import type { Token, Unit } from './lexer.ts'
import { NUMERAL, numeral } from './numerals.ts'
import { fixedHoliday } from './periods.ts'
import type { Every, Recurrence, RecurrenceDue } from './schedule.ts'
import type { Term } from './terms.ts'

const EVERY: Partial<Record<Unit, Record<number, Every>>> = {
  year: { 1: 'year', 2: '2years', 3: '3years', 5: '5years' },
  halfyear: { 1: 'halfyear' },
  semester: { 1: 'semester' },
  quarter: { 1: 'quarter', 2: 'halfyear', 4: 'year' },
  month: { 1: 'month', 2: '2months', 3: 'quarter', 6: 'halfyear', 12: 'year', 24: '2years' },
  halfmonth: { 1: 'halfmonth' },
  week: { 1: 'week', 4: 'month' },
  day: { 1: 'day', 7: 'week', 15: 'halfmonth', 30: 'month' },
  workday: { 1: 'workday', 5: 'week' },
}
const MONTHS: Partial<Record<Every, number>> = { quarter: 3, halfyear: 6 }

/** The cadence a token names; undefined when there is none for it (每旬, 每四年). */
export const everyOf = (token: Token): Every | undefined => EVERY[token.unit!]?.[token.n]

const monthDay = (month: number, day: number): string =>
  `${String(month).padStart(2, '0')}-${String(Math.min(day, month === 2 ? 28 : lastDayOfMonth(2025, month))).padStart(2, '0')}`

/** Where within its period a term falls; undefined when it says none. A list of months (每季度…3、6、9、12月25日) is one place. */
export function placeOf(every: Every, t: Term, before: boolean, listed = false): RecurrenceDue | undefined {
  if (every === 'week') return t.weekday
  if (every === 'month') {
    if (t.month || t.quarter || t.half || t.holiday) return
    return t.day ?? (t.tenDays ? [10, 20, 31][t.tenDays - 1] : t.edge === 'end' && t.edgeOf !== 'year' ? 31 : undefined)
  }
  const months = MONTHS[every]
  if (months) {
    if (t.quarter || t.half || (t.month && !listed)) return
    if (t.month) return { monthInPeriod: ((t.month - 1) % months) + 1, day: t.day ?? 31 }
    const month = t.place !== undefined ? Math.min(t.place, months) : t.monthStep === 1 ? 1 : undefined
    if (month) return { monthInPeriod: month, day: t.day ?? (t.tenDays ? t.tenDays * 10 + (t.tenDays === 3 ? 1 : 0) : 31) }
    if (t.day) return { monthInPeriod: 1, day: t.day }
    return t.edge === 'end' && t.edgeOf !== 'year' && t.edgeOf !== 'month' ? { monthInPeriod: months, day: 31 } : undefined
  }
  if (!['year', '2years', '3years', '5years'].includes(every)) return
  return placeInYear(t, before)
}

function placeInYear(t: Term, before: boolean): string | undefined {
  if (t.month) {
    if (t.day) return monthDay(t.month, t.day)
    if (t.tenDays) return monthDay(t.month, [10, 20, 31][t.tenDays - 1]!)
    const month = before && t.edge !== 'end' ? ((t.month + 10) % 12) + 1 : t.month
    return t.edge === 'start' ? undefined : monthDay(month, 31)
  }
  if (t.quarter) return monthDay(t.quarter * 3, 31)
  if (t.half) return monthDay(t.half * 6, 31)
  if (t.throughMonth) return monthDay(t.throughMonth, 31)
  const holiday = t.holiday && fixedHoliday(t.holiday)
  if (holiday) return before ? addDays(`2025-${holiday}`, -1).slice(5) : holiday
  if (t.edge === 'end' && t.edgeOf !== 'month' && t.edgeOf !== 'quarter') return '12-31'
  return t.edge === 'middle' && t.edgeOf === 'year' ? '06-30' : undefined
}

/** N days, working days or months after the period has ended. */
export function afterPeriod(every: Every, amount: number, unit: Unit): RecurrenceDue | undefined {
  if (unit === 'workday') return { afterPeriodWorkdays: amount }
  if (unit === 'month' && every === 'year') return monthDay(amount, 31)
  const days: Partial<Record<Unit, number>> = { day: 1, week: 7, month: 30 }
  return days[unit] ? { afterPeriodDays: amount * days[unit] } : undefined
}

const COUNT = new RegExp(`(?<!第|每|一人|前)(${NUMERAL})(?:(?:-|至|到)${NUMERAL})?(?:次|轮|遍|回|场(?!所|地|景)|期(?!间|限|内|末)|届)`, 'g')

/** How often within a period, and of what: 不少于10次专场培训和不少于50次点对点指导. */
export function countsIn(words: string): { times: number; label?: string }[] {
  return [...words.matchAll(COUNT)].flatMap((match, i, all) => {
    const times = numeral(match[1]!)
    const label = words
      .slice(match.index + match[0].length, all[i + 1]?.index)
      .replace(/^(?:以上|的|或以上)+|(?:以?及|和|与|、)?(?:不少于|至少|不低于)?$/g, '')
    return times >= 1 ? [{ times, ...(label.length > 1 && { label }) }] : []
  })
}

/** One entry per distinct cadence, count and place. */
export function distinct(recurrences: Recurrence[]): Recurrence[] {
  const seen = new Map<string, Recurrence>()
  for (const r of recurrences) {
    const key = `${r.every}/${r.times ?? 1}/${JSON.stringify(r.due)}`
    if (!seen.has(key)) seen.set(key, r)
  }
  return [...seen.values()]
}
