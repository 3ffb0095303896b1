import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { DomainError } from '#src/errors.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { leadChat } from './leads.ts'
import { type Matter, matterOf } from './matter.ts'
import { type Origin, writePending } from './request.ts'
import { dayNamed, newDueOf } from './rules-extension.ts'
import { moveOf } from './rules-moves.ts'
import { showRequest } from './show.ts'

export type AskedExtension = {
  due: Due
  /** the words that name the new day */
  until: string
  reason: string
}

/** Why no more time can be asked for; undefined when it can. */
function whyNot({ task: { no }, state, occurrence, phase, extension }: Due): string | undefined {
  if (state === 'backlog') return `任务${no}在纳入督办前已到期，属待补录，不办延期；请直接补报结果，如「任务${no} 已完成」。`
  if (!occurrence.due) return `任务${no}没有到期日，无需延期。`
  const moved = moveOf({ phase, frozen: extension !== undefined }, 'askExtension', 'unit')
  return 'refused' in moved ? `任务${no}${moved.refused}。` : undefined
}

/** Those of the work meant for which more time can be asked. @throws DomainError with the words why there is none */
export function extendable(dues: Due[]): Due[] {
  const open = dues.filter((due) => whyNot(due) === undefined)
  if (open.length === 0) throw new DomainError('EXTENSION', whyNot(dues[0]!)!)
  return open
}

const askedOf = (ctx: DomainContext, { occurrence, plan }: Due) => ({
  today: shanghaiDateOf(ctx.now),
  due: occurrence.due ?? plan.endOn,
  planEnd: plan.endOn,
})

/** Whether the words name a day, possible or not. */
export const namesDay = (ctx: DomainContext, due: Due, words: string | undefined): boolean =>
  words !== undefined && dayNamed(words, askedOf(ctx, due)) !== undefined

/** A request in words gives the day first and then why; where the first words name no day they are part of the reason. */
export function dayAndReason(
  ctx: DomainContext,
  due: Due,
  first: string | undefined,
  rest: string | undefined,
): { until: string | undefined; reason: string | undefined } {
  if (namesDay(ctx, due, first)) return { until: first, reason: rest }
  if (namesDay(ctx, due, rest)) return { until: rest, reason: first }
  return { until: undefined, reason: [first, rest].filter(Boolean).join('，') || undefined }
}

/** @throws DomainError when the words name no day this occurrence may be extended to */
export function extendedDue(ctx: DomainContext, due: Due, until: string): string {
  extendable([due])
  const found = newDueOf(until, askedOf(ctx, due))
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
  state === 'open' || state === 'overdue' ? { state, colour } : { colour }
