import { and, count, eq, gte, inArray, isNull, lt, notInArray } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { outbound } from '../schema/index.ts'

/** Messages by chat ('channel:chat id') that people there were given; what only changed a message in place is none. */
export async function countPosted(
  db: Queryable,
  chats: { channel: ChannelName; chatId: string }[],
  from: Date,
  to: Date,
): Promise<Map<string, number>> {
  const ids = chats.map(({ chatId }) => chatId)
  const found = await db
    .select({ channel: outbound.channel, chatId: outbound.chatId, count: count() })
    .from(outbound)
    .where(
      and(
        inArray(outbound.channel, [...new Set(chats.map(({ channel }) => channel))]),
        ids.length === 1 ? eq(outbound.chatId, ids[0]!) : inArray(outbound.chatId, ids),
        gte(outbound.createdAt, from),
        lt(outbound.createdAt, to),
        isNull(outbound.replaces),
        notInArray(outbound.state, ['superseded', 'parked', 'dropped']),
      ),
    )
    .groupBy(outbound.channel, outbound.chatId)
  return new Map(found.map((row) => [`${row.channel}:${row.chatId}`, row.count]))
}
