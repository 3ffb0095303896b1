import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { stepReached } from '#src/domain/tasks/rules-step.ts'
import { clocksPost, type EstateClocks } from '#src/views/clocks.ts'
import { insertClockCard, lastClockCard } from '#storage/repositories/clock-card.ts'
import { type Community, listCommunities } from '#storage/repositories/community.ts'
import { urgesOf } from '#storage/repositories/objection.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listClocks } from './note.ts'
import { nearOf } from './rules-clocks.ts'

/** The estates a work group answers for: its company's, or its street's. */
export const estatesOfChat = (estates: Community[], { unit }: Pick<Chat, 'unit'>): Community[] =>
  unit === null ? [] : estates.filter(({ company, street }) => company === unit || street === unit)

/** The clocks of the estates that a workspace's groups answer for. */
export async function sendAllClocks(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const communities = await listCommunities(ctx.tx, workspaceId)
  for (const chat of chats) await sendClocks(ctx, chat, communities)
}

/** One card a day for a company's or street's group, and only when a clock has reached a step since the last one. */
export async function sendClocks(ctx: DomainContext, chat: Chat, known?: Community[]): Promise<void> {
  if (!chat.workspaceId || !chat.unit) return
  const own = estatesOfChat(known ?? (await listCommunities(ctx.tx, chat.workspaceId)), chat)
  if (own.length === 0) return
  const on = shanghaiDateOf(ctx.now)
  const after = await lastClockCard(ctx.tx, chat.channel, chat.chatId)
  const estates: EstateClocks[] = []
  let called = false
  for (const community of own) {
    const near = nearOf(await listClocks(ctx, community), on).filter(
      // A publication is the company's to renew: the street hears of it when the company has not.
      ({ code, due }) => code !== 'disclosure' || community.company === chat.unit || due < on,
    )
    called ||= near.some(({ due }) => stepReached(due, { after, todayOn: on, calendar: ctx.calendar }) !== undefined)
    const urges = await urgesOf(ctx.tx, community.id, on.slice(0, 7))
    if (near.length > 0 || urges.size > 0) estates.push({ name: community.name, clocks: near, urges })
  }
  if (!called || !(await insertClockCard(ctx.tx, chat.channel, chat.chatId, on))) return
  const target = { channel: chat.channel, chatId: chat.chatId }
  await ctx.send(clocksPost(chat.unit, estates, on), target, `clocks:${chat.channel}:${chat.chatId}:${on}`)
}
