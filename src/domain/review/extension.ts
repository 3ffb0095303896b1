import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { DomainError } from '#src/errors.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { assertMove } from './assert.ts'
import { leadChat } from './leads.ts'
import { type Matter, matterOf } from './matter.ts'
import { type Origin, writePending } from './request.ts'
import { newDueOf } from './rules-extension.ts'
import { showRequest } from './show.ts'

export type AskedExtension = {
  due: Due
  /** the words that name the new day */
  until: string
  reason: string
}

/** @throws DomainError when the words name no day this occurrence may be extended to */
export function extendedDue(ctx: DomainContext, due: Due, until: string): string {
  assertMove(due, 'askExtension', 'unit')
  if (!due.occurrence.due) throw new DomainError('NO_DUE', `任务${due.task.no}没有到期日，无需延期。`)
  const asked = { today: shanghaiDateOf(ctx.now), due: due.occurrence.due, planEnd: due.plan.endOn }
  const found = newDueOf(until, asked)
  if ('refused' in found) throw new DomainError('EXTENSION', `任务${due.task.no}未申请延期：${found.refused}。`)
  return found.on
}

/** A unit asks for more time; the colour stands still until a lead decides. @throws DomainError */
export async function requestExtension(ctx: DomainContext, { due, until, reason }: AskedExtension, origin: Origin): Promise<Matter> {
  const onDay = extendedDue(ctx, due, until)
  if (reason.trim() === '') throw new DomainError('REASON', '申请延期须写明原因，本次未提交。')
  const { workspaceId } = due.plan
  if (!(await leadChat(ctx, workspaceId))) throw new DomainError('NO_LEAD', '本专班还没有登记负责人，暂不能受理延期，请联系运维人员登记。')
  const request = await writePending(
    ctx,
    {
      workspaceId,
      planId: due.plan.id,
      kind: 'extension',
      taskNo: due.task.no,
      occurrence: due.occurrence.key,
      unit: due.unit,
      onDay,
      reason,
      payload: { due: due.occurrence.due!, ...frozenState(due) },
    },
    origin,
  )
  await showRequest(ctx, request)
  await refreshCards(ctx, due.plan, [due.unit])
  return matterOf(ctx, request)
}

const frozenState = ({ state, colour }: Due): ReviewRequest['payload'] =>
  state === 'open' || state === 'overdue' || state === 'backlog' ? { state, colour } : { colour }
