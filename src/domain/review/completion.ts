import { recordRequestChange } from '#src/domain/audit/changes.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { insertRequest, type ReviewRequest } from '#storage/repositories/review.ts'
import { findProgressBefore, type Plan, type Progress } from '#storage/repositories/work.ts'
import { leadChat } from './leads.ts'
import { type Origin, overtake, writePending } from './request.ts'
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
  const needless = due.extension && (await overtake(ctx, due.extension, '延期申请因已报完成自动撤回'))
  const isLed = (await leadChat(ctx, due.plan.workspaceId)) !== undefined
  const request = isLed ? await writePending(ctx, aboutCompletion(due, progress, due.progress?.percent ?? 0), origin) : undefined
  if (request) await showRequest(ctx, request)
  if (needless) await updateRequest(ctx, needless)
  return request
}

/** What had been reported while nobody led is put up for review when a lead asks what waits; listed, without cards. */
export async function putUpUnreviewed(ctx: DomainContext, plan: Plan): Promise<void> {
  const dues = await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar })
  for (const due of dues) {
    const { progress } = due
    if (due.phase !== 'reported' || due.completion || !progress) continue
    const before = (await findProgressBefore(ctx.tx, progress))?.percent ?? 0
    const { channel, userId, userName, source, at: askedAt } = progress
    const asked = { channel, userId, userName, source, messageId: progress.sourceMessageId, askedAt }
    const request = await insertRequest(ctx.tx, { ...aboutCompletion(due, progress, before), ...asked, state: 'pending' })
    await recordRequestChange(ctx, request)
  }
}

const aboutCompletion = ({ plan, task, occurrence, unit }: Due, progress: Progress, percentBefore: number) => ({
  workspaceId: plan.workspaceId,
  planId: plan.id,
  kind: 'completion' as const,
  taskNo: task.no,
  occurrence: occurrence.key,
  unit,
  reason: progress.remark,
  payload: { progressId: progress.id, percentBefore },
})
