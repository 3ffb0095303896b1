import { and, desc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { directChat, outbound, thread } from '../schema/index.ts'

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

export type DirectChat = typeof directChat.$inferSelect

/** Remembers that somebody writes to us alone. */
export async function noteDirect(tx: Queryable, channel: ChannelName, chatId: string, heardAt: Date): Promise<void> {
  await tx
    .insert(directChat)
    .values({ channel, chatId, heardAt, readUpTo: heardAt })
    .onConflictDoUpdate({
      target: [directChat.channel, directChat.chatId],
      set: { heardAt: sql`greatest(${directChat.heardAt}, excluded.heard_at)` },
    })
}

/** Those who have written to us alone since then. */
export async function listDirect(db: Queryable, channel: ChannelName, since: Date): Promise<DirectChat[]> {
  return db
    .select()
    .from(directChat)
    .where(and(eq(directChat.channel, channel), gte(directChat.heardAt, since)))
    .orderBy(directChat.chatId)
}

export async function saveDirectRead(db: Queryable, channel: ChannelName, chatId: string, readUpTo: Date): Promise<void> {
  await db
    .update(directChat)
    .set({ readUpTo })
    .where(and(eq(directChat.channel, channel), eq(directChat.chatId, chatId)))
}

export async function forgetDirect(tx: Queryable, channel: ChannelName, chatId: string): Promise<void> {
  await tx.delete(directChat).where(and(eq(directChat.channel, channel), eq(directChat.chatId, chatId)))
}
