import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { findTaskDues } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import { listStanding } from '#storage/repositories/review.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { assertMove } from './assert.ts'
import { type Matter, matterOf } from './matter.ts'
import { type Origin, writeGranted } from './request.ts'
import { sendBack } from './send-back.ts'

export type Reopening = { plan: Plan; taskNo: number; unit?: string; reason: string }

/** A lead takes 办结 back, with the reason; the unit reports again. @throws DomainError */
export async function reopen(ctx: DomainContext, { plan, taskNo, unit, reason }: Reopening, origin: Origin): Promise<Matter> {
  const { workspaceId } = plan
  assertMay(ctx, workspaceId, 'reopen')
  const due = await closedDue(ctx, plan, taskNo, unit)
  assertMove(due, 'reopen', 'lead')
  if (reason.trim() === '') throw new DomainError('REASON', '重开须写明理由，如「重开 5 区房管局 抽查发现未落实」。')
  const work = { planId: due.plan.id, taskNo: due.task.no, occurrence: due.occurrence.key, unit: due.unit }
  const request = await writeGranted(ctx, { workspaceId, ...work, kind: 'reopening', reason }, origin)
  const accepted = (await listStanding(ctx.tx, plan.id)).find((row) => row.payload.progressId === due.progress?.id)
  await sendBack(ctx, due, { as: 'reopened', percent: accepted?.payload.percentBefore ?? 0, reason, source: origin.source })
  await refreshCards(ctx, due.plan, [due.unit])
  return matterOf(ctx, request)
}

/** The task's 办结 work, of the unit named or of the only one. */
async function closedDue(ctx: DomainContext, plan: Plan, taskNo: number, unit: string | undefined): Promise<Due> {
  const { dues } = await findTaskDues(ctx, plan, taskNo)
  const held = dues.filter((due) => unit === undefined || due.unit === unit)
  if (held.length === 0) throw new DomainError('OTHER_UNIT', `任务${taskNo}不由${unit ?? '任何单位'}牵头，请核对。`)
  const closed = held.filter((due) => due.phase === 'closed')
  const units = [...new Set(closed.map((due) => due.unit))]
  if (units.length > 1)
    throw new DomainError('WHICH_UNIT', `任务${taskNo}已办结的有${units.join('、')}，请写明单位，如「重开 ${taskNo} ${units[0]} 理由」。`)
  return closed.at(-1) ?? held[0]!
}
