import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { reminderPost } from '#src/views/reminder.ts'
import type { Card } from '#storage/repositories/work.ts'
import { tellHeads } from './heads.ts'
import type { Head } from './rules-card.ts'
import { urgeRed } from './urge.ts'

/** Posts a new card with what goes along with it: a buzz for what has turned red, a word to the unit's heads. */
export async function postCard(
  ctx: DomainContext,
  card: Card,
  about: { heads: Head[]; before: Card | undefined; dues: Due[] },
): Promise<void> {
  await ctx.send(reminderPost(card, about.dues), { channel: card.channel, chatId: card.chatId }, card.key)
  await urgeRed(ctx, card, about.dues)
  await tellHeads(ctx, card, about)
}
