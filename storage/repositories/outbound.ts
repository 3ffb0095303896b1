import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { ChannelName, Post } from '#src/message.ts'
import { type Queryable, rows } from '../db.ts'
import { type OutboundState, outbound } from '../schema/index.ts'

export type OutboundRow = typeof outbound.$inferSelect

export type NewOutbound = {
  key: string
  channel: ChannelName
  chatId: string
  post: Post
  replyTo?: string | undefined
  replaces?: string | undefined
  cause: string
  createdAt: Date
}

/** Queues a post in its chat's lane; false when the same was meant before. Commits with the caller's transaction. */
export async function enqueueOutbound(tx: Queryable, row: NewOutbound): Promise<boolean> {
  const lane = `${row.channel}:${row.chatId}`
  const added = await rows(
    tx,
    sql`with l as (
      insert into lane (queue, lane, tail) select 'out', ${lane}, 1 where not exists (select 1 from outbound where key = ${row.key})
      on conflict (queue, lane) do update set tail = lane.tail + 1,
        next_at = case when lane.head = lane.tail then greatest(lane.next_at, now()) else lane.next_at end
      returning tail
    )
    insert into outbound (key, channel, chat_id, lane, seq, post, reply_to, replaces, cause, created_at)
    select ${row.key}, ${row.channel}, ${row.chatId}, ${lane}, tail, ${JSON.stringify(row.post)}::text::jsonb,
      ${row.replyTo ?? null}, ${row.replaces ?? null}, ${row.cause}, ${row.createdAt.toISOString()}::timestamptz from l returning key`,
  )
  return added.length > 0
}

export type ClaimedOutbound = { key: string; lane: string; seq: number; tries: number }

/** Leases due lanes of these channels and names the message at the head of each. */
export async function claimOutbound(
  db: Queryable,
  want: { lanes: number; worker: string; leaseS: number; channels: ChannelName[] },
): Promise<ClaimedOutbound[]> {
  const prefixes = sql.join(
    want.channels.map((name) => sql`${name}`),
    sql`, `,
  )
  return rows(
    db,
    sql`with l as (
      select lane, head from lane where queue = 'out' and head < tail and next_at <= now() and lease_until <= now()
        and split_part(lane, ':', 1) in (${prefixes})
      order by next_at limit ${want.lanes}::int for update skip locked
    ), u as (
      update lane x set lease_until = now() + make_interval(secs => ${want.leaseS}::float8), lease_by = ${want.worker}, attempts = x.attempts + 1
      from l where x.queue = 'out' and x.lane = l.lane returning x.lane, x.head, x.attempts
    )
    select o.key, u.lane, o.seq::int as seq, u.attempts as tries from u join outbound o on o.lane = u.lane and o.seq = u.head + 1`,
  )
}

export async function findOutbound(db: Queryable, key: string): Promise<OutboundRow | undefined> {
  return (await db.select().from(outbound).where(eq(outbound.key, key)).limit(1))[0]
}

/** The post we sent as this platform message. */
export async function findOutboundByMessage(db: Queryable, channel: ChannelName, messageIds: string[]): Promise<OutboundRow[]> {
  if (messageIds.length === 0) return []
  return db
    .select()
    .from(outbound)
    .where(and(eq(outbound.channel, channel), inArray(outbound.messageId, messageIds)))
}

/** Committed before the send: after a crash it says that the message may have gone. */
export async function markSending(db: Queryable, key: string): Promise<void> {
  await db.execute(
    sql`update outbound set state = 'sending', attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, now()) where key = ${key}`,
  )
}

export async function closeOutbound(
  tx: Queryable,
  key: string,
  as: { state: OutboundState; messageId?: string | undefined; error?: string | undefined; sentAt?: Date },
): Promise<void> {
  await tx
    .update(outbound)
    .set({ state: as.state, messageId: as.messageId ?? null, error: as.error ?? null, sentAt: as.sentAt ?? null })
    .where(eq(outbound.key, key))
}

/** A later queued post takes the same place: this one need not be shown any more. */
export async function isOvertaken(db: Queryable, row: OutboundRow): Promise<boolean> {
  if (!row.replaces) return false
  const later = await rows(
    db,
    sql`select 1 from outbound where lane = ${row.lane} and replaces = ${row.replaces} and seq > ${row.seq} and state = 'queued' limit 1`,
  )
  return later.length > 0
}

export async function listOutbound(db: Queryable, states: OutboundState[]): Promise<OutboundRow[]> {
  return db.select().from(outbound).where(inArray(outbound.state, states)).orderBy(outbound.createdAt)
}

export async function listChatOutbound(db: Queryable, channel: ChannelName, limit: number): Promise<OutboundRow[]> {
  return db.select().from(outbound).where(eq(outbound.channel, channel)).orderBy(desc(outbound.createdAt), desc(outbound.seq)).limit(limit)
}

/** Puts parked posts at the end of their lanes, as if never tried. */
export async function requeueOutbound(tx: Queryable, keys: string[]): Promise<number> {
  let count = 0
  for (const key of keys) {
    const moved = await rows(
      tx,
      sql`with o as (select lane from outbound where key = ${key} and state in ('parked', 'unknown') for update),
      l as (update lane set tail = tail + 1, next_at = greatest(next_at, now()) from o where lane.queue = 'out' and lane.lane = o.lane returning tail)
      update outbound set state = 'queued', attempts = 0, first_tried_at = null, error = null, seq = l.tail from l where key = ${key} returning key`,
    )
    count += moved.length
  }
  return count
}

export async function dropOutbound(tx: Queryable, keys: string[]): Promise<number> {
  const dropped = await tx
    .update(outbound)
    .set({ state: 'dropped' })
    .where(and(inArray(outbound.key, keys), inArray(outbound.state, ['parked', 'unknown'])))
    .returning({ key: outbound.key })
  return dropped.length
}
