import { type Calendar, isWorkday } from './calendar.ts'
import { addDays } from './dates.ts'

/** The last working day before `on`. */
export function previousWorkday(on: string, calendar: Calendar): string {
  let day = addDays(on, -1)
  while (!isWorkday(day, calendar)) day = addDays(day, -1)
  return day
}

/** The first working day after `on`. */
export function nextWorkday(on: string, calendar: Calendar): string {
  let day = addDays(on, 1)
  while (!isWorkday(day, calendar)) day = addDays(day, 1)
  return day
}

/** `on` when it is worked, else the working day before it. */
export const workdayUpTo = (on: string, calendar: Calendar): string => (isWorkday(on, calendar) ? on : previousWorkday(on, calendar))

/** `on` when it is worked, else the working day after it. */
export const workdayFrom = (on: string, calendar: Calendar): string => (isWorkday(on, calendar) ? on : nextWorkday(on, calendar))

/** The `count`-th working day after `on`. */
export function addWorkdays(on: string, count: number, calendar: Calendar): string {
  let day = on
  for (let i = 0; i < count; i++) day = nextWorkday(day, calendar)
  return day
}
