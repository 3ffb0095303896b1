import type { DomainContext } from '#src/domain/context.ts'
import { listOfTask, type ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan } from '#storage/repositories/work.ts'

/** What leads have declared, ruled and corrected of a task and what holds today, oldest first. */
export async function notesOfTask(ctx: DomainContext, plan: Plan, taskNo: number): Promise<ReviewRequest[]> {
  const all = await listOfTask(ctx.tx, plan.id, taskNo)
  const declared = all.filter(({ kind }) => kind === 'trigger' || kind === 'ruling' || kind === 'schedule')
  return declared.filter(({ state }) => state === 'approved').toReversed()
}
