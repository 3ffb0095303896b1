import { sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import { type Queryable, rows } from '../db.ts'
import type { Queue } from './lane.ts'

export type LaneGauge = { queue: Queue; lane: string; depth: number; ageS: number }

/** Every lane in which something waits: how much, and how old what is next has become by the service's clock. */
export async function listLaneGauges(db: Queryable, now: Date): Promise<LaneGauge[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  return rows(
    db,
    sql`select l.queue, l.lane, (l.tail - l.head)::int as depth,
        greatest(0, extract(epoch from ${at} - coalesce(i.received_at, o.created_at, ${at})))::float8 as "ageS"
      from lane l
      left join inbound i on l.queue = 'in' and i.lane = l.lane and i.seq = l.head + 1
      left join outbound o on l.queue = 'out' and o.lane = l.lane and o.seq = l.head + 1
      where l.head < l.tail order by "ageS" desc`,
  )
}

/** What stopped and waits for a person. */
export async function countStopped(db: Queryable): Promise<{ queue: Queue; channel: ChannelName; state: string; count: number }[]> {
  return rows(
    db,
    sql`select 'in' as queue, split_part(lane, ':', 1) as channel, state, count(*)::int as count from inbound where state = 'parked' group by 2, 3
      union all
      select 'out', channel, state, count(*)::int from outbound where state in ('parked', 'unknown') group by 2, 3`,
  )
}

/** Answers to questions since then, by tier and reason. */
export async function countAnswers(db: Queryable, since: Date): Promise<{ tier: string; reason: string; count: number }[]> {
  return rows(
    db,
    sql`select tier, coalesce(reason, '') as reason, count(*)::int as count from question
      where at >= ${since.toISOString()}::timestamptz group by 1, 2`,
  )
}
