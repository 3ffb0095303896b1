import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { addDays, daysBetween } from '#src/domain/calendar/dates.ts'
import { workdayFrom, workdayUpTo } from '#src/domain/calendar/workdays.ts'

/** When somebody is reminded of a due date, in days from it; negative is before. After the last one it goes on every `repeat` days. */
export type Steps = { offsets: number[]; repeat: number }

export const defaultSteps: Steps = { offsets: [-30, -7, -3, -1, 0, 1], repeat: 7 }

/** The working day on which a step falls: the one before a rest day while time is left, the one after it once it has passed. */
export const stepOn = (due: string, offset: number, calendar: Calendar): string =>
  offset <= 0 ? workdayUpTo(addDays(due, offset), calendar) : workdayFrom(addDays(due, offset), calendar)

/**
 * The newest step of `due` that falls after the last card and not later than today, as its offset in days
 * (-7, 0, 8 …); undefined when none does. Without a last card every step up to today counts.
 */
export function stepReached(
  due: string,
  { after, todayOn, calendar, steps = defaultSteps }: { after?: string | undefined; todayOn: string; calendar: Calendar; steps?: Steps },
): number | undefined {
  const last = steps.offsets.at(-1)!
  const weeks = Math.max(0, Math.floor((daysBetween(due, todayOn) - last) / steps.repeat))
  const offsets = [
    ...steps.offsets,
    ...(weeks > 1 ? [last + (weeks - 1) * steps.repeat] : []),
    ...(weeks > 0 ? [last + weeks * steps.repeat] : []),
  ]
  return offsets.findLast((offset) => {
    const on = stepOn(due, offset, calendar)
    return on <= todayOn && (after === undefined || on > after)
  })
}
