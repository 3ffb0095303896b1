import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Progress } from '#storage/repositories/work.ts'
import { leadChat } from './leads.ts'
import { close, type Origin, writePending } from './request.ts'
import { showRequest, updateRequest } from './show.ts'

/**
 * Puts a report of completion before the leads. Time asked for before is needed no more. In a workspace without a
 * lead the report stands as it is.
 */
export async function submitCompletion(
  ctx: DomainContext,
  due: Due,
  progress: Progress,
  origin: Origin,
): Promise<ReviewRequest | undefined> {
  if (due.extension) await updateRequest(ctx, await close(ctx, due.extension, 'withdrawn', '已报完成'))
  const { workspaceId } = due.plan
  if (!(await leadChat(ctx, workspaceId))) return undefined
  const request = await writePending(
    ctx,
    {
      workspaceId,
      planId: due.plan.id,
      kind: 'completion',
      taskNo: due.task.no,
      occurrence: due.occurrence.key,
      unit: due.unit,
      reason: progress.remark,
      payload: { progressId: progress.id, percentBefore: due.progress?.percent ?? 0 },
    },
    origin,
  )
  await showRequest(ctx, request)
  return request
}
