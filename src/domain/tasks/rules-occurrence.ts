import type { Calendar } from '#src/domain/calendar/calendar.ts'
import type { DateRange } from '#src/domain/calendar/dates.ts'
import type { Milestone, Recurrence, Schedule } from '#src/domain/deadlines/schedule.ts'
import { type Period, periodsOf } from './rules-period.ts'

export type OccurrenceKind = 'once' | 'periodic' | 'quota' | 'trigger' | 'standing'

/** One thing to be done, derived from a task's schedules and never stored: its key must not change between days. */
export type Occurrence = {
  /** `27/2026-12-31` once, `16/2026` or `23/2026-11` periodic, `40/2026#10` quota, `33/trigger`, `6/standing` */
  key: string
  kind: OccurrenceKind
  due?: string
  label?: string
  /** how many times within the period */
  target?: number
  /** first day of the period or window */
  from?: string
}

export type State = 'open' | 'done' | 'overdue' | 'backlog' | 'waiting' | 'standing'

/** 蓝 on course, 黄 behind or silent, 红 overdue, 灰 nothing to press for */
export type Colour = 'blue' | 'yellow' | 'red' | 'grey'

/** `daysLeft` is negative once the day has passed. */
export type OccurrenceState = { state: State; colour: Colour; daysLeft?: number }

/** What of a task its occurrences follow from; `triggeredOn` is the day somebody declared that the awaited event happened. */
export type Scheduled = { no: number; schedule: Schedule; requirementSchedule: Schedule; triggeredOn?: string }

/** Everything a task asks for within the plan's period, soonest first; what has no date comes last. */
export function occurrencesOf(task: Scheduled, within: DateRange, calendar: Calendar): Occurrence[] {
  const awaited = awaitedBy(task)
  const dated = awaited && !hasDates(task.schedule) ? [] : [...onceOf(task), ...periodicOf(task, within, calendar)]
  const found = dated.sort((a, b) => a.due!.localeCompare(b.due!))
  if (awaited) found.push({ key: `${task.no}/trigger`, kind: 'trigger', label: awaited })
  else if (!found.some((o) => o.kind !== 'once') && (task.schedule.ongoing || found.length === 0)) found.push(standingOf(task))
  return [...new Map(found.map((o) => [o.key, o])).values()]
}

const hasDates = ({ milestones, recurrences }: Schedule): boolean => milestones.length > 0 || recurrences.length > 0

/** The words of the event the task waits for; a cadence needs none, and neither does a dated task for what 工作要求 awaits. */
function awaitedBy({ schedule, requirementSchedule, triggeredOn }: Scheduled): string | undefined {
  if (triggeredOn || schedule.recurrences.length > 0) return undefined
  return schedule.conditional ?? (hasDates(schedule) || hasDates(requirementSchedule) ? undefined : requirementSchedule.conditional)
}

/** 完成时限 decides the dates; 工作要求 fills in where it gives none. */
function onceOf({ no, schedule, requirementSchedule }: Scheduled): Occurrence[] {
  const milestones: Milestone[] = hasDates(schedule) ? schedule.milestones : requirementSchedule.milestones
  const { windowStart } = schedule
  return milestones.map(({ due, label }) => ({
    key: `${no}/${due}`,
    kind: 'once',
    due,
    ...(label && { label }),
    ...(windowStart && windowStart < due && { from: windowStart }),
  }))
}

function periodicOf({ no, schedule, requirementSchedule, triggeredOn }: Scheduled, within: DateRange, calendar: Calendar): Occurrence[] {
  const from = triggeredOn ?? schedule.windowStart ?? schedule.ongoingFrom
  const range = { start: from && from > within.start ? from : within.start, end: within.end }
  return cadencesOf(schedule, requirementSchedule).flatMap((cadence) =>
    periodsOf(cadence, range, calendar).map((period) => turnOf(no, cadence, period)),
  )
}

/** 工作要求 adds cadences, and its counts (不少于10次) say more than a bare 每年 in 完成时限. */
function cadencesOf(schedule: Schedule, requirement: Schedule): Recurrence[] {
  const counted = (r: Recurrence) => (r.times ?? 1) > 1
  const added = requirement.recurrences.filter((q) => counted(q) || !schedule.recurrences.some((r) => r.every === q.every))
  const own = schedule.recurrences.filter((r) => counted(r) || r.due !== undefined || !added.some((q) => q.every === r.every))
  const named = own.map((r) => ({ ...r, label: requirement.recurrences.find((q) => q.every === r.every)?.label ?? r.label }))
  return [...named, ...added]
}

function turnOf(no: number, { times = 1, due, label }: Recurrence, period: Period): Occurrence {
  const place = due === undefined ? '' : `@${period.due.slice(5)}`
  return {
    key: `${no}/${period.name}${place}${times > 1 ? `#${times}` : ''}`,
    kind: times > 1 ? 'quota' : 'periodic',
    due: period.due,
    from: period.start,
    ...(times > 1 && { target: times }),
    ...(label && { label }),
  }
}

const standingOf = ({ no, schedule }: Scheduled): Occurrence => ({
  key: `${no}/standing`,
  kind: 'standing',
  ...(schedule.ongoingFrom && { from: schedule.ongoingFrom }),
  ...(schedule.unparsed && { label: '原文未写明时限' }),
})

/**
 * What is before the units on a day: not yet begun periods stay out, and so do periods that closed before the plan
 * was set up, which nobody can be asked for any more.
 */
export const occurrencesOn = (occurrences: Occurrence[], { todayOn, setUpOn }: { todayOn: string; setUpOn: string }): Occurrence[] =>
  occurrences.filter((o) => (o.kind !== 'periodic' && o.kind !== 'quota') || (o.due! >= setUpOn && o.from! <= todayOn))
