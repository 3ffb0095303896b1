import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { reminderPost } from '#src/views/reminder.ts'
import { type Card, findLatestCard, type Plan, raiseCardVersion } from '#storage/repositories/work.ts'

/** Brings the newest card of each unit (and the one just answered) to the present state, in place. */
export async function refreshCards(ctx: DomainContext, plan: Plan, units: string[], answered?: Card): Promise<void> {
  for (const unit of units) {
    const latest = await findLatestCard(ctx.tx, plan.id, unit)
    const cards = new Map([latest, answered].flatMap((card) => (card && card.unit === unit ? [[card.key, card] as const] : [])))
    for (const card of cards.values()) await refreshCard(ctx, plan, card)
  }
}

async function refreshCard(ctx: DomainContext, plan: Plan, card: Card): Promise<void> {
  const version = await raiseCardVersion(ctx.tx, card.key)
  const dues = await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar, unit: card.unit })
  const post = reminderPost(plan, { ...card, version }, dues)
  await ctx.send(post, { channel: card.channel, chatId: card.chatId, replaces: card.key }, `${card.key}:v${version}`)
}
