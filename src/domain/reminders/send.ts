import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { stepReached } from '#src/domain/tasks/rules-step.ts'
import { reminderPost } from '#src/views/reminder.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { findLatestCard, insertCard, listPlans, type Plan } from '#storage/repositories/work.ts'
import type { CardItem } from '#storage/schema/index.ts'
import { unitsServedBy } from './serve.ts'

/** Posts this group's cards of the day: one per unit, and only when something of that unit reaches a step. */
export async function sendReminders(ctx: DomainContext, chat: Chat): Promise<number> {
  if (!chat.workspaceId) return 0
  let sent = 0
  for (const plan of await listPlans(ctx.tx, chat.workspaceId)) {
    const dues = await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar })
    const byUnit = Map.groupBy(dues, (due) => due.unit)
    for (const unit of await unitsServedBy(ctx, chat)) {
      if (await sendCard(ctx, plan, unit, byUnit.get(unit) ?? [], chat)) sent++
    }
  }
  return sent
}

async function sendCard(ctx: DomainContext, plan: Plan, unit: string, dues: Due[], chat: Chat): Promise<boolean> {
  const on = shanghaiDateOf(ctx.now)
  const before = await findLatestCard(ctx.tx, plan.id, unit)
  if (before && before.on >= on) return false
  const reached = new Map(
    dues.filter(isWaiting).flatMap((due) => {
      const step = stepReached(due.occurrence.due!, { after: before?.on, todayOn: on, calendar: ctx.calendar })
      return step === undefined ? [] : [[due.occurrence.key, step] as const]
    }),
  )
  if (reached.size === 0) return false
  const listed = dues.filter((due) => isWaiting(due) || (!before && due.state === 'backlog'))
  const items = listed.map((due): CardItem => itemOf(due, reached.get(due.occurrence.key)))
  const card = {
    key: `card:${plan.id}:${unit}:${on}`,
    planId: plan.id,
    unit,
    on,
    channel: chat.channel,
    chatId: chat.chatId,
    items,
    version: 1,
  }
  if (!(await insertCard(ctx.tx, card))) return false
  await ctx.send(reminderPost(plan, card, dues), { channel: chat.channel, chatId: chat.chatId }, card.key)
  return true
}

/** Dated, within its 30 days or past them, and not yet reported as done. */
const isWaiting = (due: Due) =>
  due.occurrence.due !== undefined &&
  (due.state === 'overdue' || (due.state === 'open' && (due.daysLeft ?? Number.POSITIVE_INFINITY) <= 30))

function itemOf(due: Due, step: number | undefined): CardItem {
  const { key, due: dueOn, label } = due.occurrence
  return {
    occurrence: key,
    taskNo: due.task.no,
    ...(dueOn ? { due: dueOn } : {}),
    ...(label ? { label } : {}),
    ...(step === undefined ? {} : { step }),
    ...(due.state === 'backlog' ? { backlog: true } : {}),
  }
}
