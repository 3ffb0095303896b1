import type { Every, Recurrence, RecurrenceDue, Schedule } from '#src/domain/deadlines/schedule.ts'

const everyWords: Record<Every, string> = {
  day: '每日',
  workday: '每个工作日',
  week: '每周',
  halfmonth: '每半月',
  month: '每月',
  '2months': '每两月',
  quarter: '每季度',
  halfyear: '每半年',
  semester: '每学期',
  year: '每年',
  '2years': '每两年',
  '3years': '每三年',
  '5years': '每五年',
}

/** A schedule in one line: 2025-11-30；每季度2次；持续（自2025-05-01起） */
export function scheduleWords(schedule: Schedule): string {
  const { milestones, recurrences, ongoing, ongoingFrom, conditional, windowStart, unparsed } = schedule
  const words = [
    ...milestones.map(({ due, label }) => `${due}${label ? `（${label}）` : ''}`),
    ...recurrences.map(recurrenceWords),
    ...(ongoing ? [ongoingFrom ? `持续（自${ongoingFrom}起）` : '持续'] : []),
    ...(conditional ? [`条件：${conditional}`] : []),
    ...(windowStart ? [`自${windowStart}起`] : []),
    ...(unparsed ? ['未能识别'] : []),
  ]
  return words.join('；')
}

function recurrenceWords({ every, times, due, label }: Recurrence): string {
  return `${everyWords[every]}${times ? `${times}次` : ''}${due === undefined ? '' : `，${dueWords(due)}`}${label ? `（${label}）` : ''}`
}

function dueWords(due: RecurrenceDue): string {
  if (typeof due === 'string') return `${due}前`
  if (typeof due === 'number') return `第${due}日前`
  if ('monthInPeriod' in due) return `第${due.monthInPeriod}个月${due.day}日前`
  return 'afterPeriodDays' in due ? `期满后${due.afterPeriodDays}日内` : `期满后${due.afterPeriodWorkdays}个工作日内`
}
