import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import { DomainError } from '#src/errors.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { leadsOf } from './leads.ts'
import { type Matter, matterOf } from './matter.ts'
import { outcomes } from './outcomes.ts'
import { assertPending, close, demandRequest, type Origin, signature } from './request.ts'
import { updateRequest } from './show.ts'

export type Verdict = {
  id: number
  approve: boolean
  reason: string
  /** of the card that was pressed; a text has none */
  version?: number
}

/** A lead grants or refuses what was asked: the effect, the cards and the record in one transaction. @throws DomainError */
export async function decide(ctx: DomainContext, verdict: Verdict, origin: Origin): Promise<Matter> {
  const request = await demandRequest(ctx, verdict.id)
  assertMay(ctx, request.workspaceId, 'decide')
  if (isRepeated(ctx, request, verdict)) return matterOf(ctx, request)
  assertPending(request)
  if (verdict.version !== undefined && verdict.version !== request.version)
    throw new DomainError('STALE_CARD', '卡片内容已更新，本次未处理，请在更新后的卡片上操作。')
  if (!verdict.approve && verdict.reason.trim() === '') throw new DomainError('REASON', '退回须写明理由，本次未处理。')
  await assertOther(ctx, request)
  const before = await matterOf(ctx, request)
  await outcomes[request.kind][verdict.approve ? 'approve' : 'reject'](ctx, before, verdict.reason, origin)
  const decided = await close(ctx, request, verdict.approve ? 'approved' : 'rejected', verdict.reason)
  await updateRequest(ctx, decided)
  if (before.due) await refreshCards(ctx, before.due.plan, [before.due.unit])
  return matterOf(ctx, decided)
}

/** The same button pressed twice: it is decided so already. */
const isRepeated = (ctx: DomainContext, { state, decidedBy, decision }: ReviewRequest, { approve, reason }: Verdict): boolean =>
  decidedBy === signature(ctx).userId && state === (approve ? 'approved' : 'rejected') && decision === reason

/** One's own request is for another lead to decide, where there is another. */
async function assertOther(ctx: DomainContext, request: ReviewRequest): Promise<void> {
  const { userId } = signature(ctx)
  if (request.userId !== userId) return
  if ((await leadsOf(ctx, request.workspaceId)).some((lead) => lead.userId !== userId))
    throw new DomainError('OWN_REQUEST', '本人提交的事项请由其他专班负责人审核。')
}
