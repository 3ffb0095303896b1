import { recordRequestChange } from '#src/domain/audit/changes.ts'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import {
  closeRequest,
  type Decision,
  insertRequest,
  lockRequest,
  type NewRequest,
  type ReviewRequest,
} from '#storage/repositories/review.ts'
import type { RequestState } from '#storage/schema/index.ts'

/** Where a request was made: the message and its chat, or the row of a file and whose decision it writes down. */
export type Origin = { source: string; messageId?: string; chatId?: string; decidedBy?: string }

export type Subject = Pick<NewRequest, 'workspaceId' | 'kind' | 'reason'> &
  Partial<Pick<NewRequest, 'planId' | 'taskNo' | 'occurrence' | 'unit' | 'onDay' | 'payload'>>

/** Who acts, as the record keeps them. */
export function signature(ctx: DomainContext): { channel?: NewRequest['channel']; userId: string; userName: string | null } {
  const { actor } = ctx
  if (actor.type !== 'person') return { userId: actor.type, userName: '运维人员' }
  return { channel: actor.channel, userId: actor.userId, userName: actor.name ?? actor.memberships.find((m) => m.name)?.name ?? null }
}

/** Writes a request that waits for a lead. */
export const writePending = (ctx: DomainContext, subject: Subject, origin: Origin): Promise<ReviewRequest> =>
  write(ctx, { payload: {}, ...subject, ...origin, ...signature(ctx), askedAt: ctx.now, state: 'pending' })

/** Writes what a lead says on their own word: granted as it is written. */
export function writeGranted(ctx: DomainContext, subject: Subject, { decidedBy, ...origin }: Origin): Promise<ReviewRequest> {
  const signed = signature(ctx)
  const by = { ...signed, userName: decidedBy ?? signed.userName }
  const decided = { state: 'approved' as const, decidedBy: by.userId, decidedName: by.userName, decidedAt: ctx.now, decision: '' }
  return write(ctx, { payload: {}, ...subject, ...origin, ...by, askedAt: ctx.now, ...decided })
}

async function write(ctx: DomainContext, row: NewRequest): Promise<ReviewRequest> {
  const request = await insertRequest(ctx.tx, row)
  await recordRequestChange(ctx, request)
  return request
}

/** Locks a request for a decision. @throws DomainError when there is none */
export async function demandRequest(ctx: DomainContext, id: number): Promise<ReviewRequest> {
  const request = await lockRequest(ctx.tx, id)
  if (!request) throw new DomainError('NO_REQUEST', `没有编号为${id}的事项，请核对。`)
  return request
}

/** Decides or takes back a request, whatever its state: `assertPending` first where that matters. */
export async function close(
  ctx: DomainContext,
  request: ReviewRequest,
  state: RequestState,
  why: string,
  by: Pick<ReviewRequest, 'userId' | 'userName'> = signature(ctx),
): Promise<ReviewRequest> {
  const decision: Decision = { state, decidedBy: by.userId, decidedName: by.userName, decidedAt: ctx.now, decision: why }
  const closed = await closeRequest(ctx.tx, request.id, decision)
  await recordRequestChange(ctx, closed, request.state)
  return closed
}

/** What came after has made a request needless: nobody decided it. */
export async function overtake(ctx: DomainContext, request: ReviewRequest, why: string): Promise<ReviewRequest> {
  const closed = await closeRequest(ctx.tx, request.id, {
    state: 'withdrawn',
    decidedBy: 'system',
    decidedName: null,
    decidedAt: ctx.now,
    decision: why,
  })
  await recordRequestChange(ctx, closed, request.state)
  return closed
}

const doneWords: Record<RequestState, string> = { pending: '', approved: '通过', rejected: '退回', withdrawn: '撤回' }

/** @throws DomainError when somebody has decided it already */
export function assertPending(request: ReviewRequest): void {
  if (request.state === 'pending') return
  const on = request.decidedAt ? chineseDay(shanghaiDateOf(request.decidedAt)) : ''
  if (request.decidedBy === 'system') throw new DomainError('DECIDED', `此件已于${on}${doneWords[request.state]}：${request.decision}。`)
  const who = request.decidedName ?? '有关人员'
  throw new DomainError('DECIDED', `此件已由${who}于${on}${doneWords[request.state]}，本次未处理。`)
}
