import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { addDays, daysBetween } from '#src/domain/calendar/dates.ts'
import { addWorkdays } from '#src/domain/calendar/workdays.ts'
import type { Occurrence, OccurrenceState } from './rules-occurrence.ts'

export type Reported = { status: 'doing' | 'done' | 'blocked'; percent: number }

export type Pace = {
  /** days before the due date at which progress begins to be asked for */
  window: number
  /** working days after the first asking without any report */
  silence: number
  /** what should be done by then: days left → percent */
  expected: [daysLeft: number, percent: number][]
}

export const defaultPace: Pace = {
  window: 30,
  silence: 5,
  expected: [
    [3, 80],
    [7, 50],
  ],
}

export type Standing = { todayOn: string; setUpOn: string; calendar: Calendar; progress?: Reported; pace?: Pace }

/** How an occurrence stands on a day. What was past when the plan was set up is 待补录 until it is reported as done: nobody is late with it. */
export function stateOf(occurrence: Occurrence, at: Standing): OccurrenceState {
  const { due, kind } = occurrence
  if (kind === 'trigger') return { state: 'waiting', colour: 'grey' }
  const done = at.progress?.status === 'done'
  if (due === undefined) return { state: done ? 'done' : 'standing', colour: 'grey' }
  const daysLeft = daysBetween(at.todayOn, due)
  if (done) return { state: 'done', colour: 'grey', daysLeft }
  if (due < at.setUpOn) return { state: 'backlog', colour: 'grey', daysLeft }
  if (daysLeft < 0) return { state: 'overdue', colour: 'red', daysLeft }
  return { state: 'open', colour: isBehind(occurrence, daysLeft, at) ? 'yellow' : 'blue', daysLeft }
}

function isBehind(
  { due, from = '' }: Occurrence,
  daysLeft: number,
  { todayOn, setUpOn, calendar, progress, pace = defaultPace }: Standing,
): boolean {
  if (progress)
    return progress.status === 'blocked' || pace.expected.some(([left, percent]) => daysLeft <= left && progress.percent < percent)
  const asked = [addDays(due!, -pace.window), setUpOn, from].reduce((a, b) => (a > b ? a : b))
  return addWorkdays(asked, pace.silence, calendar) <= todayOn
}
