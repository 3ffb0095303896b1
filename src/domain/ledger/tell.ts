import type { DomainContext } from '#src/domain/context.ts'
import type { ChannelName } from '#src/message.ts'
import { estatePost } from '#src/views/ledger-close.ts'
import { findOutboundByMessage } from '#storage/repositories/outbound.ts'
import { type Chat, listChats } from '#storage/repositories/people.ts'
import type { Estate } from './estate.ts'

/** `shownAs`: the message that shows the estate's form, when that was pressed or answered. */
export type At = { channel: ChannelName; chatId: string; shownAs: string | undefined }

/**
 * Shows the estate where its form stands, and gives it to the group whose turn it is when that is another one.
 * A text is answered by its reply alone.
 */
export async function tellEstate(ctx: DomainContext, estate: Estate, at: At): Promise<void> {
  const post = estatePost(estate)
  const key = `close:${estate.item.id}:${estate.item.version}`
  if (at.shownAs) {
    const [shown] = await findOutboundByMessage(ctx.tx, at.channel, [at.shownAs])
    const place = { channel: at.channel, chatId: at.chatId }
    await ctx.send(post, shown ? { ...place, replaces: shown.replaces ?? shown.key } : place, key)
  }
  const next = await groupInTurn(ctx, estate)
  if (next && (next.channel !== at.channel || next.chatId !== at.chatId))
    await ctx.send(post, { channel: next.channel, chatId: next.chatId }, `${key}:turn`)
}

/** The street's own group while the street reviews, the task force's while the leads decide. */
async function groupInTurn(ctx: DomainContext, { plan, item }: Estate): Promise<Chat | undefined> {
  if (!['ruling', 'applied', 'streetPassed'].includes(item.state)) return undefined
  const groups = (await listChats(ctx.tx, plan.workspaceId)).filter(({ state, kind }) => state === 'bound' && kind === 'work')
  const taskForce = groups.find(({ unit }) => unit === null)
  return item.state === 'applied' ? (groups.find(({ unit }) => unit !== null && unit === item.street) ?? taskForce) : taskForce
}
