import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { findTaskDues } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import { listStanding, type ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan, Task } from '#storage/repositories/work.ts'
import { type Origin, writeGranted } from './request.ts'
import { standingOf } from './standing.ts'

export type Declaration = {
  plan: Plan
  taskNo: number
  /** what happened, when, and where it is written, in the lead's words */
  event: string
}

export type Declared = { request: ReviewRequest; task: Task; dues: Due[] }

/** A lead says that what a task waited for has happened: its schedule runs from that day. @throws DomainError */
export async function declareTrigger(ctx: DomainContext, { plan, taskNo, event }: Declaration, origin: Origin): Promise<Declared> {
  assertMay(ctx, plan.workspaceId, 'declare')
  const { task } = await findTaskDues(ctx, plan, taskNo)
  const standing = standingOf(await listStanding(ctx.tx, plan.id))
  const words = (standing.schedule.get(taskNo)?.payload.schedule ?? task.schedule).conditional ?? task.requirementSchedule.conditional
  if (!words) throw new DomainError('NO_TRIGGER', `任务${taskNo}不等待任何条件，无需声明。`)
  const today = shanghaiDateOf(ctx.now)
  const on = dayIn(event, today)
  if (on > today) throw new DomainError('FUTURE', `${chineseDay(on)}还没有到，请在事件发生后再声明。`)
  const before = standing.trigger.get(taskNo)
  if (before) throw new DomainError('DECLARED', `任务${taskNo}已声明于${before.onDay}触发，如有误请先「撤销 ${before.id} 理由」。`)
  const subject = { workspaceId: plan.workspaceId, planId: plan.id, kind: 'trigger', taskNo, onDay: on } as const
  const request = await writeGranted(ctx, { ...subject, reason: event, payload: { words } }, origin)
  return { request, ...(await nowOf(ctx, plan, taskNo)) }
}

/** The day an event happened, from the words of it. */
function dayIn(event: string, today: string): string {
  const context = { planStart: today, planEnd: today, docYear: Number(today.slice(0, 4)) }
  const on = compileDeadline(event, context).milestones[0]?.due
  if (!on) throw new DomainError('NO_DAY', '请写明事件发生的日期，如「声明 任务33 已印发 2026-01-15」。')
  return on
}

/** How the task stands after its dates have changed; its units' cards follow. */
export async function nowOf(ctx: DomainContext, plan: Plan, taskNo: number): Promise<{ task: Task; dues: Due[] }> {
  const found = await findTaskDues(ctx, plan, taskNo)
  await refreshCards(ctx, plan, [...new Set(found.dues.map((due) => due.unit))])
  return found
}
