import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import { DomainError } from '#src/errors.ts'
import type { ChannelName } from '#src/message.ts'
import { listPending, listPendingOfMessage, type ReviewRequest } from '#storage/repositories/review.ts'
import { findPlan } from '#storage/repositories/work.ts'
import { nowOf } from './declare.ts'
import { type Matter, matterOf } from './matter.ts'
import { close, demandRequest, signature } from './request.ts'
import { updateRequest } from './show.ts'

const declared = new Set<ReviewRequest['kind']>(['trigger', 'ruling', 'schedule'])

/**
 * Takes back what waits (who asked, or a lead) or what a lead had declared, ruled or corrected (a lead, with a reason);
 * what it had moved is as it was before. @throws DomainError
 */
export async function withdrawRequest(ctx: DomainContext, id: number, reason: string): Promise<Matter> {
  const request = await demandRequest(ctx, id)
  const { workspaceId, state, kind } = request
  const own = request.userId === signature(ctx).userId && state === 'pending'
  if (!own) assertMay(ctx, workspaceId, 'takeBack')
  const open = state === 'pending' || (state === 'approved' && declared.has(kind))
  if (!open) throw new DomainError('DECIDED', `编号${id}已有结论，不能撤销。`)
  if (kind === 'completion') throw new DomainError('DECIDED', `编号${id}是办结审核，请用「审核 ${id} 退回 理由」。`)
  if (state === 'approved' && reason.trim() === '') throw new DomainError('REASON', `撤销须写明理由，如「撤销 ${id} 日期有误」。`)
  return takeBack(ctx, request, reason)
}

export type Which = { kind?: ReviewRequest['kind'] | undefined; taskNo?: number | undefined }

/** What this person asked for and can still take back. @throws DomainError when there is nothing of the kind */
export async function ownMatters(ctx: DomainContext, workspaceId: string, { kind, taskNo }: Which): Promise<Matter[]> {
  const { channel, userId } = signature(ctx)
  const own = (await listPending(ctx.tx, workspaceId)).filter(
    (request) =>
      request.userId === userId &&
      request.channel === channel &&
      request.kind !== 'completion' &&
      (kind === undefined || request.kind === kind) &&
      (taskNo === undefined || request.taskNo === taskNo),
  )
  if (own.length === 0) {
    const of = taskNo === undefined ? '' : `任务${taskNo}的`
    throw new DomainError('NO_REQUEST', `您没有待审核的${of}${kind === 'extension' ? '延期' : ''}申请，无需撤回。`)
  }
  const matters: Matter[] = []
  for (const request of own) matters.push(await matterOf(ctx, request))
  return matters
}

/** A recalled or changed message takes back the requests it had made, as far as nobody has decided them. @returns whether there were any */
export async function withdrawOfMessage(ctx: DomainContext, channel: ChannelName, messageId: string, why: string): Promise<boolean> {
  const requests = await listPendingOfMessage(ctx.tx, channel, messageId)
  for (const request of requests) await takeBack(ctx, request, why, request)
  return requests.length > 0
}

async function takeBack(ctx: DomainContext, request: ReviewRequest, reason: string, by?: ReviewRequest): Promise<Matter> {
  const closed = await close(ctx, request, 'withdrawn', reason, by)
  await updateRequest(ctx, closed)
  const plan = closed.planId ? await findPlan(ctx.tx, closed.planId) : undefined
  if (plan && closed.unit) await refreshCards(ctx, plan, [closed.unit])
  else if (plan && closed.taskNo !== null && closed.kind !== 'ruling') await nowOf(ctx, plan, closed.taskNo)
  return matterOf(ctx, closed)
}
