import { compileDeadline } from './compile.ts'
import { distinct } from './recurrences.ts'
import type { DeadlineContext, Recurrence, Schedule } from './schedule.ts'

/** A stage somebody foresees (2026年逐步扩展) has no result to be due. */
const STAGE = /(?:\d{4}|今|明)年(?:逐步|稳步|有序|适度)[^，；。]*/g
/** What the work waits for: 根据市级改革政策出台情况, 根据市级通知落实 */
const AWAITED = /(?:根据|按照|按|结合|待)[^，；。]{2,30}?(?:出台|修订|进展|通知|上线)[^，；。]*/

/**
 * The schedule hidden in 任务描述 and 工作要求: dates and cadences only. Adverbs there (持续, 及时, 定期, 逐步) set none,
 * so the result is never ongoing and never `unparsed`.
 */
export function compileRequirement(task: string, requirement: string, context: Partial<DeadlineContext>): Schedule {
  const parts = [task, requirement].map((text) => ({ text, ...compileDeadline(text.replace(STAGE, ''), context) }))
  const milestones = parts.flatMap((p) => p.milestones)
  const schedule: Schedule = {
    milestones: [...new Map(milestones.toReversed().map((m) => [m.due, m])).values()].sort((a, b) => a.due.localeCompare(b.due)),
    recurrences: strongest(parts.flatMap((p) => p.recurrences)),
    ongoing: false,
  }
  const windowStart = parts.find((p) => p.windowStart)?.windowStart
  if (windowStart && schedule.milestones.length > 0) schedule.windowStart = windowStart
  const awaited = AWAITED.exec(requirement)?.[0]
  if (awaited) schedule.conditional = awaited
  return schedule
}

/** The same cadence said twice is one, and the one that counts says more: 每年推出…, 每年至少10次 → ten a year. */
function strongest(recurrences: Recurrence[]): Recurrence[] {
  const counted = (r: Recurrence) => (r.times ?? 1) > 1 || r.due !== undefined
  return distinct(recurrences.filter((r) => counted(r) || !recurrences.some((q) => q.every === r.every && counted(q))))
}
