import type { Calendar } from '#src/domain/calendar/calendar.ts'
import type { Occurrence, OccurrenceState, Scheduled } from '#src/domain/tasks/rules-occurrence.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { startedOn } from './rules-trigger.ts'

/** What has been asked and decided about a plan's work, looked up while its occurrences are derived. */
export type Standing = {
  /** the newest declaration and correction of a task */
  trigger: Map<number, ReviewRequest>
  schedule: Map<number, ReviewRequest>
  /** by `workKey`: the extension granted last, the one that waits, the completion that waits */
  granted: Map<string, ReviewRequest>
  extension: Map<string, ReviewRequest>
  completion: Map<string, ReviewRequest>
  /** reports a lead has accepted, by id */
  passed: Set<number>
}

export const workKey = (occurrence: string, unit: string): string => `${occurrence} ${unit}`

/** @param requests pending and approved ones of one plan, oldest first */
export function standingOf(requests: ReviewRequest[]): Standing {
  const standing: Standing = {
    trigger: new Map(),
    schedule: new Map(),
    granted: new Map(),
    extension: new Map(),
    completion: new Map(),
    passed: new Set(),
  }
  for (const request of requests) {
    const { kind, state, taskNo, occurrence, unit, payload } = request
    const key = workKey(occurrence ?? '', unit ?? '')
    if (kind === 'trigger' || kind === 'schedule') standing[kind].set(taskNo!, request)
    if (kind === 'extension') standing[state === 'pending' ? 'extension' : 'granted'].set(key, request)
    if (kind === 'completion' && state === 'pending') standing.completion.set(key, request)
    if (kind === 'completion' && state === 'approved') standing.passed.add(payload.progressId!)
  }
  return standing
}

/** The task as corrected and declared: what its occurrences follow from today. */
export function scheduledBy(task: Scheduled, { trigger, schedule }: Standing, calendar: Calendar): Scheduled {
  const corrected = schedule.get(task.no)?.payload.schedule ?? task.schedule
  const triggeredOn = trigger.get(task.no)?.onDay
  if (!triggeredOn) return { no: task.no, schedule: corrected, requirementSchedule: task.requirementSchedule }
  const requirementSchedule = startedOn(task.requirementSchedule, triggeredOn, calendar)
  return { no: task.no, schedule: startedOn(corrected, triggeredOn, calendar), requirementSchedule, triggeredOn }
}

/**
 * What was reported stays with its occurrence when its date is corrected or begins to run: the occurrence keeps its key
 * where there is one of its period, or one without any, before and after. With several it would be a guess which is which.
 */
export function keepKey(before: Occurrence[], now: Occurrence[]): Occurrence[] {
  const was = Map.groupBy(before, periodOf)
  const is = Map.groupBy(now, periodOf)
  return now.map((occurrence) => {
    const period = periodOf(occurrence)
    const [only] = was.get(period) ?? []
    const alone = was.get(period)?.length === 1 && is.get(period)?.length === 1
    return only && alone ? { ...occurrence, key: only.key } : occurrence
  })
}

/** 5/2026 of 5/2026@11-30; a day or an event is no period. */
const periodOf = ({ kind, key }: Occurrence): string => (kind === 'periodic' || kind === 'quota' ? key.replace(/[@#].*$/, '') : '')

/** The extension that counts: a correction made after it sets the date anew. */
export function grantedOf({ granted, schedule }: Standing, taskNo: number, key: string): ReviewRequest | undefined {
  const extension = granted.get(key)
  return extension && extension.id > (schedule.get(taskNo)?.id ?? 0) ? extension : undefined
}

/** While an extension waits, an occurrence stands as it stood when it was asked for. */
export const frozenAs = (state: OccurrenceState, request: ReviewRequest | undefined): OccurrenceState =>
  request ? { ...state, state: request.payload.state ?? state.state, colour: request.payload.colour ?? state.colour } : state
