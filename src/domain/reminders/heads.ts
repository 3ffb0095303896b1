import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { headPost } from '#src/views/head.ts'
import type { Card } from '#storage/repositories/work.ts'
import type { Head } from './rules-card.ts'

type Told = { heads: Head[]; before: Card | undefined; dues: Due[] }

/**
 * Writes to the heads of a unit themselves, where their channel allows it, about what has just become theirs to see to:
 * once per item, and at most one message a day, since it goes out with the unit's card.
 */
export async function tellHeads(ctx: DomainContext, card: Card, { heads, before, dues }: Told): Promise<void> {
  const reached = heads.filter(({ direct }) => direct)
  const known = new Set(before?.items.flatMap(({ heads, planId, occurrence }) => (heads ? `${planId} ${occurrence}` : [])))
  const fresh = new Set(
    card.items.flatMap(({ heads, planId, occurrence }) => (heads ? `${planId} ${occurrence}` : [])).filter((key) => !known.has(key)),
  )
  const late = dues.filter(({ plan, occurrence }) => fresh.has(`${plan.id} ${occurrence.key}`))
  if (late.length === 0) return
  const post = headPost(card, late)
  for (const { channel, userId } of reached) await ctx.send(post, { channel, chatId: userId }, `head:${card.key}:${channel}:${userId}`)
}
