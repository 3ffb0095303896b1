import { and, count, eq, gte, inArray, isNull, like, lt, max, notInArray, type SQL } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { outbound } from '../schema/index.ts'

type Place = { channel: ChannelName; chatId: string }

/** what never arrived */
const undelivered = ['parked', 'dropped'] as const

function toOneOf(chats: Place[]): SQL | undefined {
  const ids = chats.map(({ chatId }) => chatId)
  const channels = [...new Set(chats.map(({ channel }) => channel))]
  return and(inArray(outbound.channel, channels), ids.length === 1 ? eq(outbound.chatId, ids[0]!) : inArray(outbound.chatId, ids))
}

/** Messages by chat ('channel:chat id') that people there were given; what only changed a message in place is none. */
export async function countPosted(db: Queryable, chats: Place[], from: Date, to: Date): Promise<Map<string, number>> {
  const found = await db
    .select({ channel: outbound.channel, chatId: outbound.chatId, count: count() })
    .from(outbound)
    .where(
      and(
        toOneOf(chats),
        gte(outbound.createdAt, from),
        lt(outbound.createdAt, to),
        isNull(outbound.replaces),
        notInArray(outbound.state, ['superseded', ...undelivered]),
      ),
    )
    .groupBy(outbound.channel, outbound.chatId)
  return new Map(found.map((row) => [`${row.channel}:${row.chatId}`, row.count]))
}

/** When each of these chats ('channel:chat id') was last sent its digest, as far back as `from`. */
export async function lastDigests(db: Queryable, chats: Place[], from: Date): Promise<Map<string, Date>> {
  if (chats.length === 0) return new Map()
  const found = await db
    .select({ channel: outbound.channel, chatId: outbound.chatId, at: max(outbound.createdAt) })
    .from(outbound)
    .where(and(toOneOf(chats), gte(outbound.createdAt, from), like(outbound.key, 'digest:%'), notInArray(outbound.state, [...undelivered])))
    .groupBy(outbound.channel, outbound.chatId)
  return new Map(found.flatMap(({ channel, chatId, at }) => (at ? [[`${channel}:${chatId}`, at] as const] : [])))
}
