import { type Calendar, isWorkday } from '#src/domain/calendar/calendar.ts'
import { addDays, monthOf, weekdayOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { nextWorkday, previousWorkday } from '#src/domain/calendar/workdays.ts'

/** `weekly`: the last working day from Monday to Friday; `bimonthly`: the first working day of an odd month */
export type Days = 'all' | 'workdays' | 'weekly' | 'bimonthly'

/** When a job may run on a day: from `at` (plus the chat's offset) to `until`, Shanghai time 'HH:MM'. */
export type Beat = { days: Days; at: string; until: string }

/** How many working days later a two-monthly turn can be made up. */
const bimonthlyGrace = 4

/**
 * The slot that is open now, named by its day. A late start within the window makes it up; a missed day is gone, but for
 * the two-monthly turn, which may come on one of the next working days.
 */
export function openSlot(beat: Beat, now: Date, calendar: Calendar): string | undefined {
  const on = shanghaiDateOf(now)
  if (now < instantOf(on, beat.at) || now >= instantOf(on, beat.until)) return undefined
  if (beat.days === 'bimonthly') return lateTurn(on, calendar)
  return runsOn(beat.days, on, calendar) ? on : undefined
}

function lateTurn(on: string, calendar: Calendar): string | undefined {
  if (!isWorkday(on, calendar)) return undefined
  let first = on
  for (let back = 0; back <= bimonthlyGrace; back++, first = previousWorkday(first, calendar))
    if (runsOn('bimonthly', first, calendar)) return first
  return undefined
}

export function runsOn(days: Days, on: string, calendar: Calendar): boolean {
  if (days === 'all') return true
  if (!isWorkday(on, calendar)) return false
  if (days === 'weekly') return weekdayOf(on) <= 5 && nextWorkday(on, calendar) > addDays(on, 5 - weekdayOf(on))
  if (days === 'bimonthly') return monthOf(on) % 2 === 1 && monthOf(previousWorkday(on, calendar)) !== monthOf(on)
  return true
}

/** Next instant after `now` at which the beat opens: for the sandbox's 跳到下一项. */
export function nextOpening(beat: Beat, now: Date, calendar: Calendar): Date {
  for (let day = 0; ; day++) {
    const on = shanghaiDateOf(new Date(now.getTime() + day * 86_400_000))
    const opening = instantOf(on, beat.at)
    if (opening > now && runsOn(beat.days, on, calendar)) return opening
  }
}

/**
 * Seconds after the slot at which this chat's turn comes, 3 to 40: the platform's own rush falls on the
 * half hours, and a district's groups should not all ring at once.
 */
export function offsetSeconds(chatKey: string): number {
  let hash = 2_166_136_261
  for (const char of chatKey) hash = Math.imul(hash ^ char.codePointAt(0)!, 16_777_619) >>> 0
  return 3 + (hash % 38)
}
