import type { DomainContext } from '#src/domain/context.ts'
import { listOfTask, listStanding, type ReviewRequest } from '#storage/repositories/review.ts'
import { listPlans, type Plan } from '#storage/repositories/work.ts'

const isNote = ({ kind, state }: ReviewRequest) => state === 'approved' && (kind === 'trigger' || kind === 'ruling' || kind === 'schedule')

/** What leads have declared, ruled and corrected of a task and what holds today, oldest first. */
export async function notesOfTask(ctx: DomainContext, plan: Plan, taskNo: number): Promise<ReviewRequest[]> {
  return (await listOfTask(ctx.tx, plan.id, taskNo)).filter(isNote).toReversed()
}

/** The same for the tasks a workspace's plans have among these clauses (`haidian-2025/task-43`). */
export async function notesOfClauses(ctx: DomainContext, workspaceId: string | undefined, clauses: string[]): Promise<ReviewRequest[]> {
  const plans = workspaceId && clauses.length > 0 ? await listPlans(ctx.tx, workspaceId) : []
  const cited = new Set(clauses)
  const notes: ReviewRequest[] = []
  for (const plan of plans) {
    const standing = (await listStanding(ctx.tx, plan.id)).filter(isNote)
    notes.push(...standing.filter(({ taskNo }) => cited.has(`${plan.documentId}/task-${taskNo}`)))
  }
  return notes
}
