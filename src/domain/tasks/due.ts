import type { Phase } from '#src/domain/review/rules-moves.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan, Progress, Task } from '#storage/repositories/work.ts'
import type { Occurrence, OccurrenceState } from './rules-occurrence.ts'

/** One thing one unit has to do, as it stands on a day. */
export type Due = OccurrenceState & {
  plan: Plan
  task: Task
  unit: string
  /** its `due` is the day that counts, extended when an extension was granted */
  occurrence: Occurrence
  phase: Phase
  /** the unit's newest report on it */
  progress?: Progress
  /** the day before the extension */
  originalDue?: string
  /** waits for a decision; until then state and colour stand still and nobody is reminded */
  extension?: ReviewRequest
  /** a report of completion that waits for a lead */
  completion?: ReviewRequest
}

const soonDays = 7

/** 临期, wherever it is said: due within a week. */
export const isSoon = ({ state, daysLeft }: Pick<Due, 'state' | 'daysLeft'>): boolean =>
  state === 'open' && daysLeft !== undefined && daysLeft <= soonDays
