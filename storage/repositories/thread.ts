import { and, desc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { outbound, thread } from '../schema/index.ts'

/** Remembers that people speak in this thread. */
export async function noteThread(tx: Queryable, channel: ChannelName, threadId: string, chatId: string, heardAt: Date): Promise<void> {
  await tx
    .insert(thread)
    .values({ channel, threadId, chatId, heardAt })
    .onConflictDoUpdate({
      target: [thread.channel, thread.threadId],
      set: { heardAt: sql`greatest(${thread.heardAt}, excluded.heard_at)` },
    })
}

/** Threads of a chat in which somebody has spoken since then. */
export async function listThreads(db: Queryable, channel: ChannelName, chatId: string, since: Date): Promise<string[]> {
  const found = await db
    .select({ id: thread.threadId })
    .from(thread)
    .where(and(eq(thread.channel, channel), eq(thread.chatId, chatId), gte(thread.heardAt, since)))
  return found.map(({ id }) => id)
}

/** The newest posts with a form that we sent to a chat since then: people may answer them in a thread. */
export async function listOpenForms(db: Queryable, channel: ChannelName, chatId: string, since: Date, limit: number): Promise<string[]> {
  const found = await db
    .select({ id: outbound.messageId })
    .from(outbound)
    .where(
      and(
        eq(outbound.channel, channel),
        eq(outbound.chatId, chatId),
        eq(outbound.state, 'sent'),
        isNull(outbound.replaces),
        gte(outbound.createdAt, since),
        sql`${outbound.post} ? 'form'`,
      ),
    )
    .orderBy(desc(outbound.createdAt))
    .limit(limit)
  return found.flatMap(({ id }) => (id ? [id] : []))
}
