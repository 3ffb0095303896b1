import { addDays, weekdayOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { ChannelName } from '#src/message.ts'
import { countPosted } from '#storage/repositories/burden.ts'
import { type Chat, listChats, listMembers } from '#storage/repositories/people.ts'

type Place = { channel: ChannelName; chatId: string }

/** Messages since Monday: to this group, and to the whole task force's groups and people where it is the group of all. */
export type Burden = { here: number; everywhere?: number }

const keyOf = ({ channel, chatId }: Place) => `${channel}:${chatId}`

/** How many messages each of these chats has had from us since Monday. */
async function postedThisWeek(ctx: DomainContext, chats: Place[]): Promise<(chat: Place) => number> {
  const today = shanghaiDateOf(ctx.now)
  const monday = instantOf(addDays(today, 1 - weekdayOf(today)), '00:00')
  const posted = chats.length > 0 ? await countPosted(ctx.tx, chats, monday, ctx.now) : new Map<string, number>()
  return (chat) => posted.get(keyOf(chat)) ?? 0
}

const isWork = ({ state, kind }: Chat) => state === 'bound' && kind === 'work'

/** @returns what a group has had, the message counted in that tells it */
export async function burdenOf(ctx: DomainContext, workspaceId: string, chats: Chat[]): Promise<(chat: Chat) => Burden> {
  const whole = chats.some(({ unit }) => unit === null)
  const places: Place[] = whole ? await placesOf(ctx, workspaceId) : chats
  const posted = await postedThisWeek(ctx, places)
  const everywhere = places.reduce((sum, place) => sum + posted(place), 1)
  return (chat) => ({ here: posted(chat) + 1, ...(chat.unit === null ? { everywhere } : {}) })
}

/** Every work group of a workspace, and whoever of it was written to directly. */
async function placesOf(ctx: DomainContext, workspaceId: string): Promise<Place[]> {
  const people = await listMembers(ctx.tx, workspaceId)
  const direct = people.map(({ channel, userId }) => ({ channel, chatId: userId }))
  const groups = (await listChats(ctx.tx, workspaceId)).filter(isWork)
  return [...new Map([...groups, ...direct].map((place) => [keyOf(place), place])).values()]
}

/** One person's week: what was sent to them alone, and to the groups of their units. */
export type OwnBurden = { direct: number; groups: number }

/** What reached the person who asks since Monday, this answer counted in; nothing for who is no person. */
export async function ownBurden(ctx: DomainContext, place: Place): Promise<OwnBurden> {
  const { actor } = ctx
  if (actor.type !== 'person') return { direct: 0, groups: 0 }
  const today = shanghaiDateOf(ctx.now)
  const own = actor.memberships.filter(({ untilOn }) => !untilOn || untilOn >= today)
  const groups: Chat[] = []
  for (const id of new Set(own.map(({ workspaceId }) => workspaceId))) groups.push(...(await listChats(ctx.tx, id)).filter(isWork))
  const theirs = groups.filter(({ channel, workspaceId, unit }) =>
    own.some(
      (m) => channel === actor.channel && m.workspaceId === workspaceId && (m.unit === unit || (unit === null && m.role === 'lead')),
    ),
  )
  const direct = [place, { channel: actor.channel, chatId: actor.userId }]
  const posted = await postedThisWeek(ctx, [...theirs, ...direct])
  const sum = (chats: Place[]) => chats.reduce((total, chat) => total + posted(chat), 0)
  return { direct: sum(place.chatId === actor.userId ? [place] : direct) + 1, groups: sum(theirs) }
}
