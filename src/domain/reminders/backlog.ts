import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { claimSlots, listRun } from '#storage/repositories/job.ts'
import type { Card } from '#storage/repositories/work.ts'

const backlogName = (planId: string, unit: string) => `backlog:${planId}:${unit}`

/** Of which plans each unit has been asked for what was past before they came into Duban: that is asked once. */
export async function backlogAsked(ctx: DomainContext, dues: Map<string, Due[]>): Promise<(unit: string) => ReadonlySet<string>> {
  const past = [...dues].map(([unit, own]) => ({
    unit,
    plans: [...new Set(own.flatMap((due) => (due.state === 'backlog' ? due.plan.id : [])))],
  }))
  const names = past.flatMap(({ unit, plans }) => plans.map((id) => backlogName(id, unit)))
  const ran = await listRun(ctx.tx, names, 'once')
  const asked = new Map(past.map(({ unit, plans }) => [unit, new Set(plans.filter((id) => ran.has(backlogName(id, unit))))]))
  return (unit) => asked.get(unit) ?? new Set()
}

export async function noteBacklog(ctx: DomainContext, cards: Card[]): Promise<void> {
  const names = cards.flatMap(({ unit, items }) => items.flatMap(({ backlog, planId }) => (backlog ? backlogName(planId, unit) : [])))
  if (names.length > 0) await claimSlots(ctx.tx, [...new Set(names)], 'once', ctx.now)
}
