import { and, eq, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import { type Queryable, rows } from '../db.ts'
import { type AttachmentState, attachment } from '../schema/index.ts'

export type Attachment = typeof attachment.$inferSelect

export async function insertAttachments(tx: Queryable, added: (typeof attachment.$inferInsert)[]): Promise<void> {
  if (added.length > 0) await tx.insert(attachment).values(added).onConflictDoNothing()
}

/** What somebody attached to this message. */
export async function listAttachments(db: Queryable, channel: ChannelName, messageId: string): Promise<Attachment[]> {
  return db
    .select()
    .from(attachment)
    .where(and(eq(attachment.channel, channel), eq(attachment.messageId, messageId)))
    .orderBy(attachment.key)
}

/** Takes one that is due; it is due again after `leaseS` unless it comes to an end. */
export async function claimAttachment(db: Queryable, leaseS: number): Promise<Attachment | undefined> {
  const claimed = await rows<{ channel: ChannelName; message_id: string; key: string }>(
    db,
    sql`update attachment a set attempts = a.attempts + 1, next_at = now() + make_interval(secs => ${leaseS}::float8)
      from (select channel, message_id, key from attachment where state = 'queued' and next_at <= now() order by next_at limit 1 for update skip locked) d
      where a.channel = d.channel and a.message_id = d.message_id and a.key = d.key returning a.channel, a.message_id, a.key`,
  )
  const [one] = claimed
  return one && (await listAttachments(db, one.channel, one.message_id)).find(({ key }) => key === one.key)
}

type Of = Pick<Attachment, 'channel' | 'messageId' | 'key'>
const isOne = ({ channel, messageId, key }: Of) =>
  and(eq(attachment.channel, channel), eq(attachment.messageId, messageId), eq(attachment.key, key), eq(attachment.state, 'queued'))

export type Closing = { state: AttachmentState; sha256?: string; bytes?: number; mediaType?: string; error?: string }

export async function closeAttachment(tx: Queryable, of: Of, as: Closing): Promise<void> {
  await tx.update(attachment).set(as).where(isOne(of))
}

export async function delayAttachment(db: Queryable, of: Of, delayMs: number, error: string): Promise<void> {
  await db
    .update(attachment)
    .set({ nextAt: sql`now() + make_interval(secs => ${delayMs / 1000}::float8)`, error })
    .where(isOne(of))
}

/** Its message was taken back: what it brought counts no more. */
export async function withdrawAttachments(tx: Queryable, channel: ChannelName, messageId: string): Promise<void> {
  await tx
    .update(attachment)
    .set({ state: 'withdrawn' })
    .where(and(eq(attachment.channel, channel), eq(attachment.messageId, messageId)))
}
