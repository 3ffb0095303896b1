import type { DomainContext } from '#src/domain/context.ts'
import type { ChatChange, InboundMessage, Post } from '#src/message.ts'
import { unboundHint, welcome } from '#src/views/welcome.ts'
import { listCommunities } from '#storage/repositories/community.ts'
import { type Chat, listUnits, listWorkspaces, lockChat, saveChat } from '#storage/repositories/people.ts'
import { noteDeparture } from './depart.ts'

/** The bot came into a group or left it, the group changed its name or owner, somebody left it. */
export async function noteChatChange(ctx: DomainContext, change: ChatChange): Promise<void> {
  const { channel, chatId, what } = change
  const known = await lockChat(ctx.tx, channel, chatId)
  if (what === 'left') return noteDeparture(ctx, change, known)
  const named = { name: change.chatName ?? known?.name ?? null, ownerId: change.ownerId ?? known?.ownerId ?? null }
  if (what === 'renamed') {
    if (known) await saveChat(ctx.tx, { ...known, ...named })
    return
  }
  // Events come in any order: an older one says nothing about now.
  if (known?.changedAt && change.sentAt < known.changedAt) return
  const row = { ...known, channel, chatId, ...named, changedAt: change.sentAt }
  if (what !== 'joined') return saveChat(ctx.tx, { ...row, state: 'gone' })
  await saveChat(ctx.tx, { ...row, state: known?.kind ? 'bound' : 'met' })
  if (known?.kind) return
  const key = `welcome:${channel}:${chatId}:${change.eventId}`
  await ctx.send(welcome(chatId, { key, ...(await choices(ctx)) }), { channel, chatId }, key)
}

/** What a group can be bound to, where there is only one workspace to choose from. */
async function choices(ctx: DomainContext): Promise<{ units: string[]; communities: { id: string; name: string }[] }> {
  const [workspace, ...others] = await listWorkspaces(ctx.tx)
  if (!workspace || others.length > 0) return { units: [], communities: [] }
  const units = await listUnits(ctx.tx, workspace.id)
  return { units: units.map(({ name }) => name), communities: await listCommunities(ctx.tx, workspace.id) }
}

/** Somebody speaks in a group we thought we had left: we are in it (again). */
export async function noteHeard(ctx: DomainContext, chat: Chat | undefined, sentAt: Date): Promise<Chat | undefined> {
  if (chat?.state !== 'gone' || (chat.changedAt && sentAt <= chat.changedAt)) return chat
  const known = (await lockChat(ctx.tx, chat.channel, chat.chatId)) ?? chat
  const back = { ...known, state: known.kind ? ('bound' as const) : ('met' as const), changedAt: sentAt }
  await saveChat(ctx.tx, back)
  return back
}

/** A group nobody has bound: one hint when the bot is addressed, then silence. */
export async function hintUnbound(ctx: DomainContext, message: InboundMessage, chat: Chat | undefined): Promise<Post | undefined> {
  if (!message.mentioned || chat?.hintedAt) return undefined
  const { channel, chatId } = message
  const known = await lockChat(ctx.tx, channel, chatId)
  await saveChat(ctx.tx, { state: 'met', ...known, channel, chatId, hintedAt: ctx.now })
  return unboundHint(message.chatId)
}
