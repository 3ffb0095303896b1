import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDues } from '#src/domain/tasks/list.ts'
import { reminderPost } from '#src/views/reminder.ts'
import { claimSlots, listRun } from '#storage/repositories/job.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { type Card, insertCards, listLatestCards, listPlans } from '#storage/repositories/work.ts'
import { cardItems, isWaiting } from './rules-card.ts'
import { findServed } from './serve.ts'
import { tellUnserved } from './unserved.ts'
import { urgeRed } from './urge.ts'

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
    await ctx.send(reminderPost(card, dues.get(card.unit) ?? []), { channel: card.channel, chatId: card.chatId }, card.key)
    await urgeRed(ctx, card, dues.get(card.unit) ?? [])
  }
  await noteBacklog(ctx, cards)
  const unserved = [...dues].filter(([unit, own]) => !served.isServed(unit) && own.some(isWaiting)).map(([unit]) => unit)
  await tellUnserved(ctx, workspaceId, chats, unserved)
}

const backlogName = (planId: string, unit: string) => `backlog:${planId}:${unit}`

/** Of which plans each unit has been asked for what was past before they came into Duban: that is asked once. */
async function backlogAsked(ctx: DomainContext, dues: Map<string, Due[]>): Promise<(unit: string) => ReadonlySet<string>> {
  const past = [...dues].map(([unit, own]) => ({
    unit,
    plans: [...new Set(own.flatMap((due) => (due.state === 'backlog' ? due.plan.id : [])))],
  }))
  const names = past.flatMap(({ unit, plans }) => plans.map((id) => backlogName(id, unit)))
  const ran = await listRun(ctx.tx, names, 'once')
  const asked = new Map(past.map(({ unit, plans }) => [unit, new Set(plans.filter((id) => ran.has(backlogName(id, unit))))]))
  return (unit) => asked.get(unit) ?? new Set()
}

async function noteBacklog(ctx: DomainContext, cards: Card[]): Promise<void> {
  const names = cards.flatMap(({ unit, items }) => items.flatMap(({ backlog, planId }) => (backlog ? backlogName(planId, unit) : [])))
  if (names.length > 0) await claimSlots(ctx.tx, [...new Set(names)], 'once', ctx.now)
}
