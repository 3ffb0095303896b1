import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { chatJobs } from '#src/scheduler/jobs.ts'
import { nextOpening, offsetSeconds } from '#src/scheduler/slot.ts'
import { sampleChats } from '#storage/seed/sample/people.ts'

/** What the service will do next in the sandbox's groups, and when their turn comes. */
export function nextJob(now: Date, calendar: Calendar): { label: string; at: Date } {
  const turns = chatJobs
    .filter(({ occasional }) => !occasional)
    .map((job) => {
      const offsetMs = offsetSeconds(`console:${sampleChats[job.kind].chatId}`) * 1000
      const opening = nextOpening(job.beat, new Date(now.getTime() - offsetMs), calendar)
      return { label: job.label, at: new Date(opening.getTime() + offsetMs) }
    })
  return turns.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]!
}
