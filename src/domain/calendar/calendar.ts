import chineseDays from 'chinese-days'
import { z } from 'zod'
import { addDays, weekdayOf } from './dates.ts'
import { statutoryDays } from './statutory.ts'

/** Which days are worked: weekends and weekdays are the rule, a year's notice (放假安排) names the exceptions. */
export type Calendar = {
  /** weekdays off */
  holidays: ReadonlySet<string>
  /** Saturdays and Sundays worked (调休) */
  workdays: ReadonlySet<string>
  /** years whose notice is known; of any other year only weekends and the days off by law are */
  published: ReadonlySet<number>
}

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, '日期应为 YYYY-MM-DD')

/** A year's notice as a file gives it. */
export const yearNotice = z
  .strictObject({ year: z.int().min(2000).max(2199), notice: z.string().optional(), holidays: z.array(day), workdays: z.array(day) })
  .refine((n) => [...n.holidays, ...n.workdays].every((on) => on.startsWith(`${n.year}-`)), '日期不在所列年份')

export type YearNotice = z.infer<typeof yearNotice>

const FIRST_YEAR = 2004
/** No plan reaches further. */
const LAST_YEAR = 2060

/** The national calendar as far as it is published; a notice given here replaces what was known of its year. @throws ZodError */
export function createCalendar(notices: unknown[] = []): Calendar {
  const years = new Map<number, YearNotice>()
  for (let year = FIRST_YEAR; isKnown(year); year++) years.set(year, knownNotice(year))
  for (const notice of notices.map((n) => yearNotice.parse(n))) years.set(notice.year, notice)
  const unpublished = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at).filter((year) => !years.has(year))
  const all = [...years.values(), ...unpublished.map(byLaw)]
  return {
    holidays: new Set(all.flatMap((n) => n.holidays)),
    workdays: new Set(all.flatMap((n) => n.workdays)),
    published: new Set(years.keys()),
  }
}

/** The library takes a year without a notice for plain weekdays; only a published one names 国庆节. */
const isKnown = (year: number): boolean => chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆')

function knownNotice(year: number): YearNotice {
  const notice: YearNotice = { year, holidays: [], workdays: [] }
  for (let on = `${year}-01-01`; on <= `${year}-12-31`; on = addDays(on, 1)) {
    const worked = chineseDays.isWorkday(on)
    if (worked === weekdayOf(on) <= 5) continue
    if (worked) notice.workdays.push(on)
    else notice.holidays.push(on)
  }
  return notice
}

/** Of a year without a notice only this is certain. */
const byLaw = (year: number): YearNotice => ({ year, holidays: statutoryDays(year).filter((on) => weekdayOf(on) <= 5), workdays: [] })

export const isWorkday = (on: string, calendar: Calendar): boolean =>
  weekdayOf(on) <= 5 ? !calendar.holidays.has(on) : calendar.workdays.has(on)

/** Whether the year's notice is known; when not, people must be told 未发布. */
export const isPublished = (year: number, calendar: Calendar): boolean => calendar.published.has(year)
