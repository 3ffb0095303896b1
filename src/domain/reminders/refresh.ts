import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listDues } from '#src/domain/tasks/list.ts'
import { reminderPost } from '#src/views/reminder.ts'
import { type Card, findLatestCard, listPlans, type Plan, raiseCardVersion } from '#storage/repositories/work.ts'

/** Brings the newest card of each unit (and the one just answered) to the present state, in place. */
export async function refreshCards(ctx: DomainContext, { workspaceId }: Plan, units: string[], answered?: Card): Promise<void> {
  for (const unit of units) {
    const latest = await findLatestCard(ctx.tx, workspaceId, unit)
    const cards = new Map([latest, answered].flatMap((card) => (card && card.unit === unit ? [[card.key, card] as const] : [])))
    for (const card of cards.values()) await refreshCard(ctx, card)
  }
}

async function refreshCard(ctx: DomainContext, card: Card): Promise<void> {
  const version = await raiseCardVersion(ctx.tx, card.key)
  const listed = new Set(card.items.map(({ planId }) => planId))
  const plans = (await listPlans(ctx.tx, card.workspaceId)).filter(({ id }) => listed.has(id))
  const dues = await listDues(ctx.tx, plans, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar, unit: card.unit })
  const post = reminderPost({ ...card, version }, dues)
  await ctx.send(post, { channel: card.channel, chatId: card.chatId, replaces: card.key }, `${card.key}:v${version}`)
}
