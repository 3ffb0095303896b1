import { monthOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { previousWorkday } from '#src/domain/calendar/workdays.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { escalationOf, ladderOf } from '#src/domain/reminders/rules-ladder.ts'
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
  /** of the overdue, what is late enough to stand on the task force's list */
  listed: Due[]
  /** on the month's first working day what has no date: standing work and what waits for an event */
  roundUp: Due[]
  /** units that hold something due soon or overdue and have not reported on it; a count, never a list of names */
  silentUnits: number
  counts: { done: number; open: number; backlog: number; waiting: number; standing: number }
}

/** A plan as it stands at one moment: read once, told to as many groups as want it. */
export type Snapshot = { plan: Plan; on: string; firstOfMonth: boolean; dues: Due[]; reports: Progress[]; isListed(due: Due): boolean }

export async function takeSnapshot(ctx: DomainContext, plan: Plan, unit?: string): Promise<Snapshot> {
  const on = shanghaiDateOf(ctx.now)
  const before = previousWorkday(on, ctx.calendar)
  const ladder = ladderOf(plan)
  return {
    plan,
    on,
    firstOfMonth: monthOf(before) !== monthOf(on),
    dues: await listDue(ctx.tx, plan, { on, calendar: ctx.calendar, ...(unit ? { unit } : {}) }),
    reports: await listProgressBetween(ctx.tx, plan.id, instantOf(before, '09:00'), ctx.now),
    isListed: ({ occurrence, state }) => state === 'overdue' && escalationOf(occurrence.due!, on, ctx.calendar, ladder) === 'list',
  }
}

/** How a plan stands, for one unit or for the whole task force. */
export function digestOf({ on, firstOfMonth, dues, reports, isListed }: Snapshot, unit: string | null): Digest {
  const own = unit === null ? dues : dues.filter((due) => due.unit === unit)
  const newest = new Map(reports.filter((row) => !unit || row.unit === unit).map((row) => [`${row.occurrence} ${row.unit}`, row]))
  const overdue = own.filter((due) => due.state === 'overdue')
  const dueSoon = own.filter((due) => due.state === 'open' && due.daysLeft !== undefined && due.daysLeft <= 7)
  const silent = [...overdue, ...dueSoon].filter((due) => !due.progress).map((due) => due.unit)
  const count = (state: Due['state']) => own.filter((due) => due.state === state).length
  return {
    on,
    ...(unit ? { unit } : {}),
    changed: [...newest.values()],
    dueSoon,
    overdue,
    listed: overdue.filter(isListed),
    roundUp: firstOfMonth ? own.filter((due) => due.state === 'standing' || due.state === 'waiting') : [],
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

export const isEmpty = ({ changed, dueSoon, overdue, roundUp }: Digest): boolean =>
  changed.length + dueSoon.length + overdue.length + roundUp.length === 0
