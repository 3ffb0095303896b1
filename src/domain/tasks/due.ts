import type { Plan, Progress, Task } from '#storage/repositories/work.ts'
import type { Occurrence, OccurrenceState } from './rules-occurrence.ts'

/** One thing one unit has to do, as it stands on a day. */
export type Due = OccurrenceState & {
  plan: Plan
  task: Task
  unit: string
  occurrence: Occurrence
  /** the unit's newest report on it */
  progress?: Progress
}
