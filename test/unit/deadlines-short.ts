import type { RecurrenceDue, Schedule } from '#src/domain/deadlines/schedule.ts'

const dueInShort = (due: RecurrenceDue): string => {
  if (typeof due !== 'object') return String(due)
  if ('monthInPeriod' in due) return `month ${due.monthInPeriod} day ${due.day}`
  return 'afterPeriodDays' in due ? `+${due.afterPeriodDays} days` : `+${due.afterPeriodWorkdays} workdays`
}

/** A schedule on one line: dates, cadences (x times, @ place), ongoing, window, condition; '-' when unparsed. */
export function inShort({ milestones, recurrences, ongoing, ongoingFrom, windowStart, conditional, unparsed }: Schedule): string {
  const parts = [
    ...milestones.map((m) => m.due),
    ...recurrences.map(
      (r) => `${r.every}${(r.times ?? 1) > 1 ? ` x${r.times}` : ''}${r.due === undefined ? '' : ` @${dueInShort(r.due)}`}`,
    ),
    ...(ongoing ? [ongoingFrom ? `ongoing from ${ongoingFrom}` : 'ongoing'] : []),
    ...(windowStart ? [`since ${windowStart}`] : []),
    ...(conditional ? [`when ${conditional}`] : []),
  ]
  return unparsed ? '-' : parts.join(', ')
}
