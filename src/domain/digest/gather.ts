import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { previousWorkday } from '#src/domain/calendar/workdays.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { listProgressBetween, type Plan, type Progress } from '#storage/repositories/work.ts'

export type Digest = {
  on: string
  unit?: string
  /** reports since the last digest's hour, newest per occurrence and unit */
  changed: Progress[]
  /** due within seven days */
  dueSoon: Due[]
  overdue: Due[]
  /** units that hold something due soon or overdue and have not reported on it; a count, never a list of names */
  silentUnits: number
  counts: { done: number; open: number; backlog: number; waiting: number; standing: number }
}

/** How a plan stands this morning, for one unit's group or for the whole task force. */
export async function gatherDigest(ctx: DomainContext, plan: Plan, unit: string | null): Promise<Digest> {
  const on = shanghaiDateOf(ctx.now)
  const dues = await listDue(ctx.tx, plan, { on, calendar: ctx.calendar, ...(unit ? { unit } : {}) })
  const since = instantOf(previousWorkday(on, ctx.calendar), '09:00')
  const reports = await listProgressBetween(ctx.tx, plan.id, since, ctx.now)
  const newest = new Map(reports.filter((row) => !unit || row.unit === unit).map((row) => [`${row.occurrence} ${row.unit}`, row]))
  const overdue = dues.filter((due) => due.state === 'overdue')
  const dueSoon = dues.filter((due) => due.state === 'open' && due.daysLeft !== undefined && due.daysLeft <= 7)
  const silent = [...overdue, ...dueSoon].filter((due) => !due.progress).map((due) => due.unit)
  const count = (state: Due['state']) => dues.filter((due) => due.state === state).length
  return {
    on,
    ...(unit ? { unit } : {}),
    changed: [...newest.values()],
    dueSoon,
    overdue,
    silentUnits: new Set(silent).size,
    counts: {
      done: count('done'),
      open: count('open') + overdue.length,
      backlog: count('backlog'),
      waiting: count('waiting'),
      standing: count('standing'),
    },
  }
}

export const isEmpty = (digest: Digest): boolean =>
  digest.changed.length === 0 && digest.dueSoon.length === 0 && digest.overdue.length === 0
