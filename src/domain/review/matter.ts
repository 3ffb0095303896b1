import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { listWorkFiles, type WorkFile } from '#storage/repositories/evidence.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { listPlans } from '#storage/repositories/work.ts'

/** A request with the work it is about, as it stands now; a claim is about no work. */
export type Matter = {
  request: ReviewRequest
  due?: Due
  /** the plan's title, where its district has several with the same numbers */
  plan?: string
  today: string
  decidedOn?: string
  /** what stands as evidence of the work */
  files?: WorkFile[]
}

/** Reads what a request is about as it is now, whatever it was when somebody asked. */
export async function matterOf(ctx: DomainContext, request: ReviewRequest): Promise<Matter> {
  const today = shanghaiDateOf(ctx.now)
  const { kind, planId, taskNo, unit, occurrence, decidedAt } = request
  const matter: Matter = { request, today, ...(decidedAt ? { decidedOn: shanghaiDateOf(decidedAt) } : {}) }
  const plans = planId ? await listPlans(ctx.tx, request.workspaceId) : []
  const plan = plans.find(({ id }) => id === planId)
  if (!plan || taskNo === null || !unit) return matter
  const dues = await listDue(ctx.tx, plan, { on: today, calendar: ctx.calendar, unit, taskNo })
  const due = dues.find((candidate) => candidate.occurrence.key === occurrence)
  const files = kind === 'completion' ? await listWorkFiles(ctx.tx, { planId: plan.id, occurrence: occurrence!, unit }) : []
  return { ...matter, ...(plans.length > 1 ? { plan: plan.title } : {}), ...(due ? { due } : {}), ...(files.length > 0 ? { files } : {}) }
}
