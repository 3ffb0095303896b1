import chineseDays from 'chinese-days'
import { addDays, addMonths, type DateRange, dateOf, lastDayOfMonth } from '../calendar/dates.ts'
import type { Term } from './terms.ts'

/** What earlier words of the same phrase leave for later ones. */
export type Carry = { docYear?: number; year?: number; month?: number }

const LUNAR: Record<string, string> = { 春节: '01-01', 元宵: '01-15', 端午: '05-05', 中秋: '08-15' }
const SOLAR: Record<string, string> = {
  元旦: '01-01',
  劳动: '05-01',
  国际: '05-01',
  五一: '05-01',
  七一: '07-01',
  八一: '08-01',
  教师: '09-10',
  国庆: '10-01',
  十一: '10-01',
}

/** The day of a holiday in a year, as 元旦 or 春节 are written in two characters. */
function holidayOn(name: string, year: number): string | undefined {
  if (SOLAR[name]) return `${year}-${SOLAR[name]}`
  if (year < 1901 || year > 2099) return undefined
  if (LUNAR[name]) return chineseDays.getSolarDateFromLunar(`${year}-${LUNAR[name]}`).date
  return name === '清明' ? chineseDays.getSolarTermDate(year, 4, 'pure_brightness') : undefined
}

/** Whether the holiday falls on the same day every year. */
export const fixedHoliday = (name: string): string | undefined => SOLAR[name]

/** The years of a five-year plan: 六五 1981-1985, 十四五 2021-2025. */
const fiveYears = (plan: number): { from: number; to: number } => ({ from: 1981 + 5 * (plan - 6), to: 1985 + 5 * (plan - 6) })

export const isYearOnly = (t: Term): boolean => (t.year ?? t.yearOffset ?? t.yearStep) !== undefined && monthless(t) && !t.edge && !t.whole
const monthless = (t: Term): boolean =>
  (t.half ?? t.quarter ?? t.throughMonth ?? t.month ?? t.monthStep ?? t.tenDays ?? t.day ?? t.holiday ?? t.place) === undefined

const yearless = (t: Term): boolean => (t.year ?? t.yearOffset ?? t.yearStep) === undefined

const monthRange = (year: number, from: number, to = from): DateRange => ({
  start: dateOf(year, from, 1),
  end: dateOf(year, to, lastDayOfMonth(year, to)),
})

function yearOf(t: Term, carry: Carry): number | undefined {
  if (t.year) return t.year
  if (t.yearOffset !== undefined) return carry.docYear === undefined ? undefined : carry.docYear + t.yearOffset
  const said = carry.year ?? carry.docYear
  return said === undefined ? undefined : said + (t.yearStep ?? 0)
}

/** The days a term covers, years and months left out taken from what was said before; undefined when they cannot be known. */
export function resolve(t: Term, carry: Carry): DateRange | undefined {
  if (t.plan) return edged({ start: `${fiveYears(t.plan).from}-01-01`, end: `${fiveYears(t.plan).to}-12-31` }, t)
  let year = yearOf(t, carry)
  if (year === undefined || t.weekday || t.place) return
  if (t.holiday) {
    const comesNext = t.holiday === '元旦' && yearless(t) && carry.year === undefined
    const on = holidayOn(t.holiday, comesNext ? year + 1 : year)
    carry.year = year
    return on ? { start: on, end: on } : undefined
  }
  carry.year = year
  if (t.half) return edged(monthRange(year, t.half * 6 - 5, t.half * 6), t)
  if (t.quarter) return edged(monthRange(year, t.quarter * 3 - 2, t.quarter * 3), t)
  if (t.throughMonth) return monthRange(year, 1, t.throughMonth)
  let month = t.month
  if (t.monthStep !== undefined) {
    if (carry.month === undefined || t.monthStep === 0) return
    month = (carry.month % 12) + 1
    if (month === 1) year += 1
  }
  if (month === undefined && (t.day || t.tenDays || t.edgeOf === 'month')) month = t.edgeOf === 'month' ? undefined : carry.month
  if (month === undefined) {
    if (t.day || t.tenDays || t.edgeOf === 'month' || t.edgeOf === 'quarter') return
    return edged({ start: `${year}-01-01`, end: `${year + (t.years ?? 1) - 1}-12-31` }, t)
  }
  carry.month = month
  carry.year = year
  if (t.day) return t.day > lastDayOfMonth(year, month) ? undefined : { start: dateOf(year, month, t.day), end: dateOf(year, month, t.day) }
  if (t.tenDays) {
    const end = t.tenDays === 3 ? lastDayOfMonth(year, month) : t.tenDays * 10
    return { start: dateOf(year, month, t.tenDays * 10 - 9), end: dateOf(year, month, end) }
  }
  return edged(monthRange(year, month), t)
}

/** 初 leaves the end open, 中 is the middle of the year, 底 the last day. */
function edged(range: DateRange, t: Term): DateRange | undefined {
  if (t.edge === 'start') return { start: range.start, end: '' }
  if (t.edge === 'middle')
    return t.edgeOf === 'month' || t.plan ? undefined : { start: range.start, end: addDays(addMonths(range.start, 6), -1) }
  return t.edge === 'end' ? { start: range.end, end: range.end } : range
}

/** The day a term is due: a bare month or year followed by 前 ends the day before it starts, a holiday the day before it. */
export function dueOf(t: Term, range: DateRange, before: boolean): string | undefined {
  const bare = t.edge !== 'end' && !t.day && !t.tenDays && !t.half && !t.quarter && !t.throughMonth && !t.whole && t.edge !== 'middle'
  return (before && bare ? addDays(range.start, -1) : range.end) || undefined
}
