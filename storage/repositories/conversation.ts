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
