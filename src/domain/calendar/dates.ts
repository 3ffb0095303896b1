/** Calendar days as 'YYYY-MM-DD' and their arithmetic; no clock and no time zone of the machine. */

export type DateRange = { start: string; end: string }

const DAY_MS = 86_400_000

export const dateOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

export const yearOf = (on: string): number => Number(on.slice(0, 4))
export const monthOf = (on: string): number => Number(on.slice(5, 7))
export const dayOf = (on: string): number => Number(on.slice(8, 10))

/** '2026-11-27' → 2026年11月27日, as people are told */
export const chineseDay = (on: string): string => `${yearOf(on)}年${monthOf(on)}月${dayOf(on)}日`

const utc = (on: string): number => Date.UTC(yearOf(on), monthOf(on) - 1, dayOf(on))

export const lastDayOfMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day itself, or the last one of its month when the month is shorter. */
export const clampedDate = (year: number, month: number, day: number): string =>
  dateOf(year, month, Math.min(day, lastDayOfMonth(year, month)))

export const addDays = (on: string, days: number): string => new Date(utc(on) + days * DAY_MS).toISOString().slice(0, 10)

/** Same day `months` later, clamped to the end of a shorter month. */
export const addMonths = (on: string, months: number): string => {
  const index = yearOf(on) * 12 + monthOf(on) - 1 + months
  return clampedDate(Math.floor(index / 12), (index % 12) + 1, dayOf(on))
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY_MS)

/** 1 Monday … 7 Sunday */
export const weekdayOf = (on: string): number => new Date(utc(on)).getUTCDay() || 7
