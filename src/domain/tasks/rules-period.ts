import type { Calendar } from '#src/domain/calendar/calendar.ts'
import {
  addDays,
  addMonths,
  clampedDate,
  type DateRange,
  dateOf,
  lastDayOfMonth,
  monthOf,
  weekdayOf,
  yearOf,
} from '#src/domain/calendar/dates.ts'
import { addWorkdays } from '#src/domain/calendar/workdays.ts'
import type { Every, Recurrence, RecurrenceDue } from '#src/domain/deadlines/schedule.ts'

/** One turn of a cadence: its name (2026, 2026Q3, 2026-11), its days and when it is due. */
export type Period = DateRange & { name: string; due: string }

const MONTHS: Partial<Record<Every, number>> = {
  month: 1,
  '2months': 2,
  quarter: 3,
  halfyear: 6,
  semester: 6,
  year: 12,
  '2years': 24,
  '3years': 36,
  '5years': 60,
}

/** The turns of a cadence that are due within the range. Daily cadences have none: nobody is asked for one every day. */
export function periodsOf({ every, due }: Recurrence, within: DateRange, calendar: Calendar): Period[] {
  return turnsOf(every, within)
    .map((turn) => ({ ...turn, name: nameOf(every, turn), due: dueWithin(due, turn, calendar) }))
    .filter((period) => period.due >= within.start && period.due <= within.end)
}

function turnsOf(every: Every, within: DateRange): DateRange[] {
  const months = MONTHS[every]
  if (months) return monthly(months, within)
  if (every === 'week') return weekly(within)
  return every === 'halfmonth' ? monthly(1, within).flatMap(halves) : []
}

function monthly(months: number, within: DateRange): DateRange[] {
  const january = dateOf(yearOf(within.start), 1, 1)
  const skipped = months < 12 ? Math.floor((monthOf(within.start) - 1) / months) * months : 0
  const turns: DateRange[] = []
  for (let start = addMonths(january, skipped); start <= within.end; start = addMonths(start, months))
    turns.push({ start, end: addDays(addMonths(start, months), -1) })
  return turns
}

function weekly(within: DateRange): DateRange[] {
  const turns: DateRange[] = []
  for (let start = addDays(within.start, 1 - weekdayOf(within.start)); start <= within.end; start = addDays(start, 7))
    turns.push({ start, end: addDays(start, 6) })
  return turns
}

const halves = ({ start, end }: DateRange): DateRange[] => [
  { start, end: addDays(start, 14) },
  { start: addDays(start, 15), end },
]

function nameOf(every: Every, { start }: DateRange): string {
  const year = yearOf(start)
  if (every === 'quarter') return `${year}Q${(monthOf(start) + 2) / 3}`
  if (every === 'halfyear' || every === 'semester') return `${year}H${monthOf(start) < 7 ? 1 : 2}`
  if (every === 'week' || every === 'halfmonth') return `${every}-${start}`
  if (every === 'month') return start.slice(0, 7)
  return every === '2months' ? `${start.slice(0, 7)}+2` : String(year)
}

/** The last day of the turn unless the cadence says where in it, or how long after it. */
function dueWithin(due: RecurrenceDue | undefined, { start, end }: DateRange, calendar: Calendar): string {
  if (due === undefined) return end
  if (typeof due === 'number') return end === addDays(start, 6) ? addDays(start, due - 1) : clampedDate(yearOf(start), monthOf(start), due)
  if (typeof due === 'string') {
    const month = Number(due.slice(0, 2))
    return due === '02-28' ? dateOf(yearOf(end), 2, lastDayOfMonth(yearOf(end), 2)) : clampedDate(yearOf(end), month, Number(due.slice(3)))
  }
  if ('afterPeriodDays' in due) return addDays(end, due.afterPeriodDays)
  if ('afterPeriodWorkdays' in due) return addWorkdays(end, due.afterPeriodWorkdays, calendar)
  const month = addMonths(start, due.monthInPeriod - 1)
  return clampedDate(yearOf(month), monthOf(month), due.day)
}
