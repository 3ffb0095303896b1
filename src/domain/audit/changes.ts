import type { DomainContext } from '#src/domain/context.ts'
import type { Chat, Member } from '#storage/repositories/people.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Progress } from '#storage/repositories/work.ts'
import { markOf } from './canonical.ts'
import { type Change, recordAudit, recordAudits, subjectOf } from './record.ts'

/** How the rows most verbs write stand in the trail: one line where they are written. */

export const recordProgressChange = (ctx: DomainContext, action: 'report' | 'withdraw' | 'sendBack', rows: Progress[]): Promise<void> =>
  recordAudits(
    ctx,
    rows.map(({ id, planId, occurrence, unit, status, percent, remark }) => ({
      subject: `progress:${planId}/${id}`,
      action: `progress.${action}`,
      [action === 'withdraw' ? 'before' : 'after']: { occurrence, unit, status, percent, remark: markOf(remark) },
    })),
  )

/** `before` is the state it comes from; a request that is new has none. */
export const recordRequestChange = (ctx: DomainContext, request: ReviewRequest, before?: ReviewRequest['state']): Promise<void> =>
  recordAudit(ctx, {
    subject: `request:${request.id}`,
    action: `${request.kind}.${request.state}`,
    ...(before ? { before: { state: before } } : {}),
    after: requestTrail(request),
  })

const requestTrail = ({ planId, taskNo, occurrence, unit, onDay, state, payload, reason, decision }: ReviewRequest) => ({
  planId,
  taskNo,
  occurrence,
  unit,
  onDay,
  state,
  words: markOf(payload.words ?? ''),
  reason: markOf(reason),
  decision: markOf(decision ?? ''),
})

type MemberRow = Pick<Member, 'channel' | 'userId' | 'workspaceId' | 'unit' | 'role'> & Partial<Pick<Member, 'untilOn'>>

export const recordMemberChange = async (ctx: DomainContext, action: 'set' | 'forget', members: MemberRow[]): Promise<void> => {
  const changes: Change[] = []
  for (const { channel, userId, workspaceId, unit, role, untilOn } of members) {
    const roles = { workspaceId, unit, role, untilOn: untilOn ?? null }
    changes.push({
      subject: await subjectOf(ctx, channel, userId),
      action: `member.${action}`,
      [action === 'set' ? 'after' : 'before']: roles,
    })
  }
  await recordAudits(ctx, changes)
}

export const recordChatChange = (ctx: DomainContext, chat: ChatRow, before: ChatRow | undefined): Promise<void> =>
  recordAudit(ctx, {
    subject: `chat:${chat.channel}:${chat.chatId}`,
    action: 'chat.bind',
    ...(before ? { before: chatTrail(before) } : {}),
    after: chatTrail(chat),
  })

type ChatRow = Pick<Chat, 'channel' | 'chatId' | 'kind' | 'workspaceId' | 'unit' | 'communityId' | 'state'>

const chatTrail = ({ kind, workspaceId, unit, communityId, state }: ChatRow) => ({ kind, workspaceId, unit, communityId, state })
