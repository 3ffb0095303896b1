import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { chatJobs } from '#src/scheduler/jobs.ts'
import { nextOpening } from '#src/scheduler/slot.ts'

/** What the service will do next by the clock, and when. */
export function nextJob(now: Date, calendar: Calendar): { label: string; at: Date } {
  const openings = chatJobs.map((job) => ({ label: job.label, at: nextOpening(job.beat, now, calendar) }))
  return openings.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]!
}
