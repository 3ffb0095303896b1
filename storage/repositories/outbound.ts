import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import { type ChannelName, filePost, loneFile, type Post } from '#src/message.ts'
import { preparedRows, type Queryable, rows } from '../db.ts'
import { type OutboundState, outbound } from '../schema/index.ts'
import { LeaseLost } from './lane.ts'

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

/**
 * Queues a post in its chat's lane; false when the same was meant before. Commits with the caller's transaction.
 * Its files follow it, each as a message of its own.
 * What goes back to the chat its cause came from is waited for: the lane goes before others until it is sent.
 */
export async function enqueueOutbound(tx: Queryable, row: NewOutbound): Promise<boolean> {
  const fresh = await insertOutbound(tx, row)
  if (!fresh || row.replaces || loneFile(row.post)) return fresh
  const files = (row.post.blocks ?? []).flatMap((block) => (block.kind === 'file' ? [block.file] : []))
  for (const [index, file] of files.entries())
    await insertOutbound(tx, { ...row, key: `${row.key}:file:${index + 1}`, post: filePost(file) })
  return fresh
}

async function insertOutbound(tx: Queryable, row: NewOutbound): Promise<boolean> {
  const lane = `${row.channel}:${row.chatId}`
  const added = await preparedRows(
    tx,
    sql`with l as (
      insert into lane (queue, lane, tail, urgent)
      select 'out', ${lane}, 1, (exists (select 1 from inbound i where i.id = ${row.cause} and i.lane = ${lane}))::int
      where not exists (select 1 from outbound where key = ${row.key})
      on conflict (queue, lane) do update set tail = lane.tail + 1,
        urgent = case when excluded.urgent > 0 then lane.tail + 1 else lane.urgent end,
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

/**
 * Leases due lanes of one channel and names the message at the head of each, answers first. As many as its limits
 * grant, in one statement: the buckets' rows are the lock that makes replicas take turns. `granted` is what they
 * granted in all, claimed or not; a channel without limits grants `lanes`.
 */
export async function claimOutbound(
  db: Queryable,
  want: {
    channel: ChannelName
    /** at most so many lanes, and so many of them without an answer */
    lanes: number
    broadcasts: number
    drips: { windowMs: number; capacity: number; perSecond: number; reserve: number }[]
    worker: string
    leaseS: number
  },
): Promise<{ granted: number; claimed: ClaimedOutbound[] }> {
  const due = sql`queue = 'out' and head < tail and next_at <= now() and lease_until <= now() and split_part(lane, ':', 1) = ${want.channel}`
  const found = await preparedRows<{ granted: number } & ClaimedOutbound>(
    db,
    sql`with d as (
      select * from jsonb_to_recordset(${JSON.stringify(want.drips)}::text::jsonb)
        as d("windowMs" int, capacity float8, "perSecond" float8, reserve float8)
    ), b as (
      select b.window_ms, d.reserve, case when b.at > clock_timestamp() then 0 else
          least(d.capacity, b.tokens + d."perSecond" * extract(epoch from clock_timestamp() - b.at)) end as tokens
      from bucket b join d on d."windowMs" = b.window_ms where b.channel = ${want.channel} order by b.window_ms for update of b
    ), g as (
      select coalesce(floor(min(tokens)), ${want.lanes}::int)::int as tokens,
        greatest(0, coalesce(floor(min(tokens - reserve)), ${want.broadcasts}::int))::int as spare from b
    ), u as (
      select lane, head from lane where ${due} and head < urgent order by next_at
      limit (select least(tokens, ${want.lanes}::int) from g) for update skip locked
    ), o as (
      select lane, head from lane where ${due} and head >= urgent order by next_at
      limit (select greatest(0, least(spare - (select count(*) from u), ${want.broadcasts}::int)) from g) for update skip locked
    ), l as (
      update lane x set lease_until = now() + make_interval(secs => ${want.leaseS}::float8), lease_by = ${want.worker}, attempts = x.attempts + 1
      from (select * from u union all select * from o) l where x.queue = 'out' and x.lane = l.lane returning x.lane, x.head, x.attempts
    ), s as (
      update bucket x set tokens = b.tokens - (select count(*) from l), at = clock_timestamp()
      from b where x.channel = ${want.channel} and x.window_ms = b.window_ms and x.at <= clock_timestamp() and exists (select 1 from l)
    )
    select g.tokens as granted, q.key, l.lane, q.seq::int as seq, l.attempts as tries
    from g left join l on true left join outbound q on q.lane = l.lane and q.seq = l.head + 1`,
  )
  return { granted: found[0]!.granted, claimed: found.filter((row) => row.key !== null) }
}

export async function findOutbound(db: Queryable, key: string): Promise<OutboundRow | undefined> {
  return (await db.select().from(outbound).where(eq(outbound.key, key)).limit(1))[0]
}

export type Delivery = OutboundRow & {
  /** we are no longer in the chat */
  detached: boolean
  /** a later queued post takes the same place: this one need not be shown any more */
  overtaken: boolean
  /** of the post this one replaces: its platform message, and whether that takes no change any more */
  originalId: string | null
  originalFixed: boolean
}

/** A claimed row and what stands between it and its chat. */
export async function findDelivery(db: Queryable, key: string): Promise<Delivery | undefined> {
  const found = await db
    .select({
      ...getTableColumns(outbound),
      detached: sql<boolean>`exists (select 1 from chat c where c.channel = outbound.channel and c.chat_id = outbound.chat_id and c.state = 'gone')`,
      overtaken: sql<boolean>`outbound.replaces is not null and outbound.post -> 'urge' is null and exists (select 1 from outbound l where l.lane = outbound.lane
        and l.replaces = outbound.replaces and l.seq > outbound.seq and l.state = 'queued' and l.post -> 'urge' is null)`,
      originalId: sql<string | null>`(select o.message_id from outbound o where o.key = outbound.replaces)`,
      originalFixed: sql<boolean>`coalesce((select o.fixed from outbound o where o.key = outbound.replaces), false)`,
    })
    .from(outbound)
    .where(eq(outbound.key, key))
    .prepare('find_delivery')
    .execute()
  return found[0]
}

/** The platform will not have the message of this post changed any more. */
export async function fixOutbound(tx: Queryable, key: string): Promise<void> {
  await tx.update(outbound).set({ fixed: true }).where(eq(outbound.key, key))
}

/** It is known not to have arrived: as if never tried. */
export async function forgetTries(tx: Queryable, key: string): Promise<void> {
  await tx.update(outbound).set({ state: 'queued', firstTriedAt: null, attempts: 0 }).where(eq(outbound.key, key))
}

/** The post we sent as this platform message. */
export async function findOutboundByMessage(db: Queryable, channel: ChannelName, messageIds: string[]): Promise<OutboundRow[]> {
  if (messageIds.length === 0) return []
  return db
    .select()
    .from(outbound)
    .where(and(eq(outbound.channel, channel), inArray(outbound.messageId, messageIds)))
}

/**
 * Committed before the send: after a crash it says that the message may have gone.
 * @throws LeaseLost when another worker has the lane
 */
export async function markSending(db: Queryable, claim: ClaimedOutbound, worker: string): Promise<void> {
  const marked = await preparedRows(
    db,
    sql`update outbound o set state = 'sending', attempts = o.attempts + 1, first_tried_at = coalesce(first_tried_at, now()) from lane l
        where o.key = ${claim.key} and l.queue = 'out' and l.lane = ${claim.lane} and l.lease_by = ${worker} and l.lease_until > now()
          and l.head = ${claim.seq - 1}
        returning o.key`,
  )
  if (marked.length === 0) throw new LeaseLost(`out ${claim.lane} ${claim.seq}`)
}

/** It certainly did not arrive: as it was before `markSending`. */
export async function unmarkSending(db: Queryable, before: OutboundRow): Promise<void> {
  const { key, state, attempts, firstTriedAt } = before
  await db.update(outbound).set({ state, attempts, firstTriedAt }).where(eq(outbound.key, key))
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
    .prepare('close_outbound')
    .execute()
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

/** Gives stopped ones up. @returns how many that were */
export async function dropOutbound(tx: Queryable, keys: string[]): Promise<number> {
  const dropped = await tx
    .update(outbound)
    .set({ state: 'dropped' })
    .where(and(inArray(outbound.key, keys), inArray(outbound.state, ['parked', 'unknown'])))
    .returning({ key: outbound.key })
  return dropped.length
}
