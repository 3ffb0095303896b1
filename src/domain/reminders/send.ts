import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { reminderPost } from '#src/views/reminder.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { type Card, insertCard, listLatestCards, listPlans, type Plan } from '#storage/repositories/work.ts'
import { cardItems, isWaiting } from './rules-card.ts'
import { ladderOf } from './rules-ladder.ts'
import { findServed, type Served } from './serve.ts'
import { tellUnserved } from './unserved.ts'

/** Posts the cards of the day of one workspace's groups: one per unit, and only when something of that unit calls for it. */
export async function sendReminders(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const served = await findServed(ctx, workspaceId)
  const on = shanghaiDateOf(ctx.now)
  for (const plan of await listPlans(ctx.tx, workspaceId)) {
    const ladder = ladderOf(plan)
    const dues = Map.groupBy(await listDue(ctx.tx, plan, { on, calendar: ctx.calendar }), (due) => due.unit)
    const before = new Map((await listLatestCards(ctx.tx, plan.id)).map((card) => [card.unit, card]))
    for (const chat of chats)
      for (const unit of served.unitsOf(chat))
        await sendCard(ctx, { plan, unit, chat, served, before: before.get(unit) }, dues.get(unit) ?? [])
    const unserved = [...dues]
      .filter(([unit, own]) => !served.isServed(unit) && own.some((due) => isWaiting(due, ladder)))
      .map(([unit]) => unit)
    await tellUnserved(ctx, plan, chats, unserved)
  }
}

type Turn = { plan: Plan; unit: string; chat: Chat; served: Served; before: Card | undefined }

async function sendCard(ctx: DomainContext, { plan, unit, chat, served, before }: Turn, dues: Due[]): Promise<void> {
  const on = shanghaiDateOf(ctx.now)
  if (before && before.on >= on) return
  const items = cardItems(dues, { on, calendar: ctx.calendar, ladder: ladderOf(plan), before, heads: served.headsOf(unit) })
  if (!items) return
  const at = { channel: chat.channel, chatId: chat.chatId }
  const card = { key: `card:${plan.id}:${unit}:${on}`, planId: plan.id, unit, on, ...at, items, version: 1 }
  if (await insertCard(ctx.tx, card)) await ctx.send(reminderPost(plan, card, dues), at, card.key)
}
