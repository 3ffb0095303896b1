import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listDues } from '#src/domain/tasks/list.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { type Card, insertCards, listLatestCards, listPlans } from '#storage/repositories/work.ts'
import { backlogAsked, noteBacklog } from './backlog.ts'
import { postCard } from './post-card.ts'
import { cardItems, isWaiting } from './rules-card.ts'
import { findServed } from './serve.ts'
import { tellUnserved } from './unserved.ts'

/** Posts the cards of the day of one workspace's groups: one per unit over all plans, and only when something calls for it. */
export async function sendReminders(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const on = shanghaiDateOf(ctx.now)
  const served = await findServed(ctx, workspaceId)
  const plans = await listPlans(ctx.tx, workspaceId)
  const dues = Map.groupBy(await listDues(ctx.tx, plans, { on, calendar: ctx.calendar }), (due) => due.unit)
  const before = new Map((await listLatestCards(ctx.tx, workspaceId)).map((card) => [card.unit, card]))
  const asked = await backlogAsked(ctx, dues)
  const cards = chats.flatMap((chat) =>
    served.unitsOf(chat).flatMap((unit): Card[] => {
      const last = before.get(unit)
      if (last && last.on >= on) return []
      const day = { on, calendar: ctx.calendar, before: last, heads: served.headsOf(unit), asked: asked(unit) }
      const items = cardItems(dues.get(unit) ?? [], day)
      const at = { channel: chat.channel, chatId: chat.chatId }
      return items ? [{ key: `card:${workspaceId}:${unit}:${on}`, workspaceId, unit, on, ...at, items, version: 1 }] : []
    }),
  )
  for (const card of await insertCards(ctx.tx, cards)) {
    await postCard(ctx, card, { heads: served.headsOf(card.unit), before: before.get(card.unit), dues: dues.get(card.unit) ?? [] })
  }
  await noteBacklog(ctx, cards)
  const unserved = [...dues].filter(([unit, own]) => !served.isServed(unit) && own.some(isWaiting)).map(([unit]) => unit)
  await tellUnserved(ctx, workspaceId, chats, unserved)
}
