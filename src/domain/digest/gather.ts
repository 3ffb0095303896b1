import { monthOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { previousWorkday } from '#src/domain/calendar/workdays.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { escalationOf, ladderOf } from '#src/domain/reminders/rules-ladder.ts'
import { type Due, isSoon } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { listProgressBetween, type Plan, type Progress } from '#storage/repositories/work.ts'

/** How one plan stands, for one unit or for the whole task force. */
export type Digest = {
  plan: Plan
  on: string
  unit?: string
  /** the day from which on changes are told */
  since: string
  /** reports since the last digest, newest per occurrence and unit */
  changed: Progress[]
  /** due within seven days */
  dueSoon: Due[]
  overdue: Due[]
  /** of the overdue, what is late enough to stand on the task force's list */
  listed: Due[]
  /** on the month's first working day what has no date: standing work and what waits for an event */
  roundUp: Due[]
  /** units that hold something due soon or overdue and have not reported on it */
  silent: ReadonlySet<string>
  counts: { done: number; open: number; backlog: number; waiting: number; standing: number }
}

/** A plan as it stands at one moment: read once, told to as many groups as want it. */
export type Snapshot = {
  plan: Plan
  on: string
  firstOfMonth: boolean
  dues: Due[]
  reports: Progress[]
  isListed(due: Due): boolean
}

/** The hour of the last working day's digest: where nothing else is known, that is what people have been told. */
export const lastDigestHour = (ctx: DomainContext): Date => instantOf(previousWorkday(shanghaiDateOf(ctx.now), ctx.calendar), '09:00')

/** @param since the earliest instant of which a digest will ask what changed */
export async function takeSnapshots(ctx: DomainContext, plans: Plan[], since: Date): Promise<Snapshot[]> {
  const on = shanghaiDateOf(ctx.now)
  const firstOfMonth = monthOf(previousWorkday(on, ctx.calendar)) !== monthOf(on)
  const taken: Snapshot[] = []
  for (const plan of plans) {
    const ladder = ladderOf(plan)
    taken.push({
      ...{ plan, on, firstOfMonth },
      dues: await listDue(ctx.tx, plan, { on, calendar: ctx.calendar }),
      reports: await listProgressBetween(ctx.tx, plan.id, since, ctx.now),
      isListed: ({ occurrence, state }) => state === 'overdue' && escalationOf(occurrence.due!, on, ctx.calendar, ladder) === 'list',
    })
  }
  return taken
}

/** One group’s digest out of the whole plan’s snapshot: of `unit` alone, or of all (null); `since` is when it last had one. */
export function digestOf({ plan, on, firstOfMonth, dues, reports, isListed }: Snapshot, unit: string | null, since: Date): Digest {
  const isOwn = (of: { unit: string | null }) => unit === null || of.unit === unit
  const own = dues.filter(isOwn)
  const recent = reports.filter((row) => isOwn(row) && row.at >= since)
  const overdue = own.filter((due) => due.state === 'overdue')
  const dueSoon = own.filter(isSoon)
  const silent = [...overdue, ...dueSoon].filter((due) => !due.progress).map((due) => due.unit)
  const count = (state: Due['state']) => own.filter((due) => due.state === state).length
  return {
    ...{ plan, on },
    ...(unit ? { unit } : {}),
    since: shanghaiDateOf(since),
    changed: [...new Map(recent.map((row) => [`${row.occurrence} ${row.unit}`, row])).values()],
    dueSoon,
    overdue,
    listed: overdue.filter(isListed),
    roundUp: firstOfMonth ? own.filter((due) => due.state === 'standing' || due.state === 'waiting') : [],
    silent: new Set(silent),
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
