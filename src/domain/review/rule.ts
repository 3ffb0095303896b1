import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { findTaskDues } from '#src/domain/tasks/list.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan, Task } from '#storage/repositories/work.ts'
import { type Origin, writeGranted } from './request.ts'

export type Ruling = { plan: Plan; taskNo: number; text: string }

/** A lead settles what the source leaves unclear or contradicts; shown with the task from then on. @throws DomainError */
export async function recordRuling(
  ctx: DomainContext,
  { plan, taskNo, text }: Ruling,
  origin: Origin,
): Promise<{ request: ReviewRequest; task: Task }> {
  assertMay(ctx, plan.workspaceId, 'rule')
  const { task } = await findTaskDues(ctx, plan, taskNo)
  const subject = { workspaceId: plan.workspaceId, planId: plan.id, kind: 'ruling', taskNo, reason: text } as const
  return { request: await writeGranted(ctx, subject, origin), task }
}
