import { recordProgressChange } from '#src/domain/audit/changes.ts'
import { assertMay, assertPerson, may } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import { DomainError } from '#src/errors.ts'
import type { ChannelName } from '#src/message.ts'
import { releaseEvidence } from '#storage/repositories/evidence.ts'
import { listPending, listPendingOfMessage, type ReviewRequest } from '#storage/repositories/review.ts'
import { findLastOf, findPlan, listPlans, type Progress, withdrawReport } from '#storage/repositories/work.ts'
import { nowOf } from './declare.ts'
import { type Matter, matterOf } from './matter.ts'
import { close, demandRequest, signature } from './request.ts'
import { updateRequest } from './show.ts'

const declared = new Set<ReviewRequest['kind']>(['trigger', 'ruling', 'schedule'])

/**
 * Takes back what waits (who asked, their unit, or a lead; a lead sends a completion back instead) or what a lead had
 * declared, ruled or corrected (a lead, with a reason); what it had moved is as it was before. @throws DomainError
 */
export async function withdrawRequest(ctx: DomainContext, id: number, reason: string): Promise<Matter> {
  const request = await demandRequest(ctx, id)
  const { workspaceId, state, kind } = request
  const own = !declared.has(kind) && isOwn(ctx, request)
  if (!own) assertMay(ctx, workspaceId, 'takeBack')
  if (kind === 'completion' && state === 'approved')
    throw new DomainError('DECIDED', `编号${id}已审核通过，不能撤回；如需更正请联系专班负责人重开。`)
  const open = state === 'pending' || (state === 'approved' && declared.has(kind))
  if (!open) throw new DomainError('DECIDED', `编号${id}已有结论，不能撤销。`)
  if (kind === 'completion' && !own) throw new DomainError('DECIDED', `编号${id}是办结审核，请用「审核 ${id} 退回 理由」。`)
  if (state === 'approved' && reason.trim() === '') throw new DomainError('REASON', `撤销须写明理由，如「撤销 ${id} 日期有误」。`)
  await withdrawReported(ctx, request)
  return takeBack(ctx, request, reason)
}

/** Asked for by this person, or for a unit they report for. */
function isOwn(ctx: DomainContext, request: ReviewRequest): boolean {
  const { workspaceId, kind, unit } = request
  return isBy(ctx, request) || (kind !== 'membership' && unit !== null && may(ctx, workspaceId, 'report', unit))
}

function isBy(ctx: DomainContext, request: ReviewRequest): boolean {
  const { channel, userId } = signature(ctx)
  return request.userId === userId && request.channel === (channel ?? null)
}

/** The report of a completion goes with it: the work stands as it stood before. */
async function withdrawReported(ctx: DomainContext, { payload }: ReviewRequest): Promise<void> {
  if (payload.progressId === undefined) return
  const withdrawn = await withdrawReport(ctx.tx, payload.progressId, ctx.now)
  await recordProgressChange(ctx, 'withdraw', withdrawn)
  await releaseEvidence(
    ctx.tx,
    withdrawn.map(({ id }) => id),
  )
}

/** `last`: what this person said last, whatever it was. Of a task named, also what others of their unit asked for. */
export type Which = { kind?: ReviewRequest['kind'] | undefined; taskNo?: number | undefined; last?: boolean | undefined }

/** What this person asked for and can still take back. */
export async function listOwn(ctx: DomainContext, workspaceId: string, { kind, taskNo, last }: Which): Promise<Matter[]> {
  const pending = await listPending(ctx.tx, workspaceId)
  const own = pending.filter((request) => (taskNo === undefined ? isBy(ctx, request) : request.taskNo === taskNo && isOwn(ctx, request)))
  const report = last ? await lastReport(ctx, workspaceId) : undefined
  const said = last ? own.slice(-1).filter((request) => isNoOlder(request, report)) : own
  const meant = said.filter((request) => kind === undefined || request.kind === kind)
  const matters: Matter[] = []
  for (const request of meant) matters.push(await matterOf(ctx, request))
  return matters
}

async function lastReport(ctx: DomainContext, workspaceId: string): Promise<Progress | undefined> {
  const { channel, userId } = assertPerson(ctx)
  const plans = (await listPlans(ctx.tx, workspaceId)).map(({ id }) => id)
  return findLastOf(ctx.tx, plans, channel, userId)
}

const isNoOlder = ({ payload, askedAt }: ReviewRequest, report: Progress | undefined): boolean =>
  !report || payload.progressId === report.id || askedAt >= report.at

/** The same. @throws DomainError when there is nothing of the kind, with how a report is put right */
export async function ownMatters(ctx: DomainContext, workspaceId: string, which: Which): Promise<Matter[]> {
  const own = await listOwn(ctx, workspaceId, which)
  if (own.length > 0) return own
  const { kind, last } = which
  const taskNo = which.taskNo ?? (last ? (await lastReport(ctx, workspaceId))?.taskNo : undefined)
  const of = taskNo === undefined ? '' : `任务${taskNo}的`
  if (kind === 'extension' || kind === 'membership')
    throw new DomainError('NO_REQUEST', `您没有待审核的${of}${kind === 'extension' ? '延期' : ''}申请，无需撤回。`)
  const why = last && taskNo !== undefined ? `您最近报的是任务${taskNo}的进展` : `您没有待审核的${of}申请`
  throw new DomainError(
    'NO_REQUEST',
    `未作改动：${why}。进展报错的，请发送「进度 ${taskNo ?? '任务号'} 更正 百分比 原因」；已办结的，请联系专班负责人重开。`,
  )
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
