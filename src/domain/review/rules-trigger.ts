import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { addDays, addMonths } from '#src/domain/calendar/dates.ts'
import { addWorkdays } from '#src/domain/calendar/workdays.ts'
import { NUMERAL, numeral } from '#src/domain/deadlines/numerals.ts'
import type { Milestone, Schedule } from '#src/domain/deadlines/schedule.ts'

/** so long after the event; a bare 12月 or 2025年 is a place in the calendar and no length */
const lengths = [
  new RegExp(`(?:后|起)的?(${NUMERAL}|半)(?:个?(工作日|自然日|日|天|星期|周|季度|年)|个(月))(半)?`, 'g'),
  /(?<!\d)(\d{1,3}|[一二两三四五六七八九十百]+|半)(?:个?(工作日|自然日|日|天|星期|周|季度|年)|个(月))(半)?(?:以|之)?内/g,
]

/** 印发之日起30日内, 印发后10个工作日内, 上线后三个月内: the last day, counted from the day after the event. */
export function daysGiven(words: string, on: string, calendar: Calendar): string | undefined {
  const said = lengths.flatMap((length) => [...words.matchAll(length)]).at(-1)
  if (!said) return undefined
  const [, amount, day, month, more] = said
  const unit = day ?? month
  const n = amount === '半' ? 0.5 : numeral(amount!) + (more ? 0.5 : 0)
  switch (unit) {
    case '工作日':
      return addWorkdays(on, Math.ceil(n), calendar)
    case '周':
    case '星期':
      return addDays(on, Math.round(n * 7))
    case '季度':
      return addMonths(on, Math.round(n * 3))
    case '月':
      return n === 0.5 ? addDays(on, 15) : addMonths(on, Math.round(n))
    case '年':
      return addMonths(on, Math.round(n * 12))
    default:
      return addDays(on, Math.round(n))
  }
}

/** A schedule that waited for an event, once the event has happened: days given from it become a date. */
export function startedOn(schedule: Schedule, on: string, calendar: Calendar): Schedule {
  const due = schedule.conditional ? daysGiven(schedule.conditional, on, calendar) : undefined
  const milestones: Milestone[] = due ? [...schedule.milestones, { due }] : schedule.milestones
  return { ...schedule, milestones }
}
