import type { DomainContext } from '#src/domain/context.ts'
import type { ChatChange, InboundMessage, Post } from '#src/message.ts'
import { unboundHint, welcome } from '#src/views/welcome.ts'
import { type Chat, findChat, saveChat } from '#storage/repositories/people.ts'

/** The bot came into a group, left it, or the group changed its name. */
export async function noteChatChange(ctx: DomainContext, change: ChatChange): Promise<void> {
  const { channel, chatId } = change
  const known = await findChat(ctx.tx, channel, chatId)
  const name = change.chatName ?? known?.name ?? null
  if (change.what === 'renamed') {
    if (known) await saveChat(ctx.tx, { ...known, name })
    return
  }
  if (change.what !== 'joined') {
    if (known) await saveChat(ctx.tx, { ...known, state: 'gone' })
    return
  }
  await saveChat(ctx.tx, { ...known, channel, chatId, name, state: known?.kind ? 'bound' : 'met' })
  if (!known?.kind) await ctx.send(welcome(chatId), { channel, chatId }, `welcome:${channel}:${chatId}:${change.eventId}`)
}

/** A group nobody has bound: one hint when the bot is addressed, then silence. */
export async function hintUnbound(ctx: DomainContext, message: InboundMessage, chat: Chat | undefined): Promise<Post | undefined> {
  if (!message.mentioned || chat?.hintedAt) return undefined
  const row = { channel: message.channel, chatId: message.chatId, name: chat?.name ?? null, state: chat?.state ?? ('met' as const) }
  await saveChat(ctx.tx, { ...chat, ...row, hintedAt: ctx.now })
  return unboundHint(message.chatId)
}
