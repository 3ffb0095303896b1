import { and, desc, inArray, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import { type Queryable, rows } from '../db.ts'
import { inbound } from '../schema/index.ts'

/** Messages people wrote on this channel, newest first, and the ids of those taken back. */
export async function listSaid(db: Queryable, channel: ChannelName, limit: number): Promise<{ id: string; body: string }[]> {
  return db
    .select({ id: inbound.id, body: inbound.body })
    .from(inbound)
    .where(and(sql`${inbound.id} like ${`${channel}:%`}`, inArray(inbound.kind, ['message'])))
    .orderBy(desc(inbound.receivedAt), desc(inbound.seq))
    .limit(limit)
}

/** When the newest message was received or written; undefined while there is none. */
export async function findLatestAt(db: Queryable): Promise<Date | undefined> {
  const found = await rows<{ at: string | null }>(
    db,
    sql`select greatest((select max(received_at) from inbound), (select max(coalesce(sent_at, created_at)) from outbound)) as at`,
  )
  return found[0]?.at ? new Date(found[0].at) : undefined
}

export type Addressed = { senderId: string; mine: boolean }

/**
 * What was said to the bot in a chat from `since` and before `until` up to and with the message `id`, newest first, at most `limit`.
 * What the pattern `apart` fits is of another kind than the rest: only the message's own kind is listed.
 */
export async function listAddressed(
  db: Queryable,
  id: string,
  { since, until, limit, apart }: { since: Date; until: Date; limit: number; apart: RegExp },
): Promise<Addressed[]> {
  return rows<Addressed>(
    db,
    sql`select i.body::jsonb->>'senderId' as "senderId", i.body::jsonb->>'senderId' = m.body::jsonb->>'senderId' as mine
      from inbound m join inbound i on i.lane = m.lane and i.seq <= m.seq and i.seq > m.seq - 2000
      where m.id = ${id} and i.kind = 'message' and i.received_at >= ${since.toISOString()}::timestamptz
        and i.received_at < ${until.toISOString()}::timestamptz and i.body::jsonb->>'mentioned' = 'true'
        and (i.body::jsonb->>'text' ~* ${apart.source}) = (m.body::jsonb->>'text' ~* ${apart.source})
      order by i.seq desc limit ${limit}::int`,
  )
}

/** What the writer of the message `id` said to the bot before it in that chat since, newest first. */
export async function listOwnWords(db: Queryable, id: string, since: Date, limit: number): Promise<string[]> {
  const found = await rows<{ text: string }>(
    db,
    sql`select i.body::jsonb->>'text' as text
      from inbound m join inbound i on i.lane = m.lane and i.seq < m.seq and i.seq > m.seq - 2000
      where m.id = ${id} and i.kind = 'message' and i.received_at >= ${since.toISOString()}::timestamptz
        and i.body::jsonb->>'mentioned' = 'true' and i.body::jsonb->>'senderId' = m.body::jsonb->>'senderId'
      order by i.seq desc limit ${limit}::int`,
  )
  return found.map(({ text }) => text)
}

/** First lines of the newest posts to a chat. */
export async function listSummaries(db: Queryable, channel: ChannelName, chatId: string, limit: number): Promise<string[]> {
  const found = await rows<{ summary: string }>(
    db,
    sql`select post->>'summary' as summary from outbound where channel = ${channel} and chat_id = ${chatId} order by created_at desc limit ${limit}::int`,
  )
  return found.map(({ summary }) => summary)
}

/** Takes out of what was received and asked everything a person wrote, and who it was; what still waits to be handled is left. */
export async function eraseSaid(tx: Queryable, channel: ChannelName, userId: string): Promise<number> {
  const gone = await rows<{ id: string }>(
    tx,
    sql`update inbound set body = ((body::jsonb - 'senderName' - 'attachments') || '{"text":"","senderId":"","values":{},"args":{},"attachments":[]}'::jsonb)::text
      where id like ${`${channel}:%`} and kind in ('message', 'edit', 'submission') and state <> 'queued' and body::jsonb->>'senderId' = ${userId}
      returning id`,
  )
  await tx.execute(sql`update question set text = '', user_id = '' where channel = ${channel} and user_id = ${userId}`)
  return gone.length
}

export async function countParked(db: Queryable): Promise<number> {
  const found = await rows<{ n: number }>(
    db,
    sql`select (select count(*) from inbound where state = 'parked')::int + (select count(*) from outbound where state in ('parked', 'unknown'))::int as n`,
  )
  return found[0]!.n
}

export type Written = {
  at: string
  table: 'inbound' | 'outbound' | 'progress' | 'question' | 'job_run' | 'card'
  what: string
  detail: string
}

/** The newest rows of the tables a conversation writes to; `at` is ISO 8601. */
export async function listWritten(db: Queryable, limit: number): Promise<Written[]> {
  const found = await rows<Written>(
    db,
    sql`select * from (
      select received_at as at, 'inbound' as "table", kind as what, state as detail from inbound
      union all select coalesce(sent_at, created_at), 'outbound', state, coalesce(post->>'title', post->>'summary') from outbound
      union all select at, 'progress', unit, '任务' || task_no || ' ' || percent || '%' from progress
      union all select at, 'question', tier, text from question
      union all select at, 'job_run', split_part(job, ':', 1), slot from job_run
      union all select j.at, 'card', c.unit, jsonb_array_length(c.items) || '' from card c
        join job_run j on j.job = 'remind:' || c.channel || ':' || c.chat_id and j.slot = c."on"::text
    ) x order by at desc limit ${limit}::int`,
  )
  return found.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}
