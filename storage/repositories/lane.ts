import { sql } from 'drizzle-orm'
import { preparedRows, type Queryable, rows } from '../db.ts'

export type Queue = 'in' | 'out'

/** Ends a worker's turn: its lane moved on, was taken over, or never was its own. */
export class LeaseLost extends Error {}

/**
 * Finishes `seq` in a lane we hold, in the transaction of its effects. The lease goes on for `leaseS`
 * while more claimed work remains (its first try has then begun), else ends with a pause before the lane may run again.
 * @throws LeaseLost when another worker has the lane: the whole transaction must be given up
 */
export async function advanceLane(
  tx: Queryable,
  at: { queue: Queue; lane: string; seq: number; worker: string },
  next: { leaseS: number } | { pauseMs: number },
): Promise<void> {
  const more = 'leaseS' in next
  const moved = await preparedRows(
    tx,
    sql`update lane set head = ${at.seq}, attempts = ${more ? 1 : 0}::int,
        lease_until = ${more ? sql`now() + make_interval(secs => ${next.leaseS}::float8)` : sql`'-infinity'`},
        next_at = ${more ? sql`next_at` : sql`now() + make_interval(secs => ${next.pauseMs / 1000}::float8)`}
        where queue = ${at.queue} and lane = ${at.lane} and lease_by = ${at.worker} and head = ${at.seq - 1} returning head`,
  )
  if (moved.length === 0) throw new LeaseLost(`${at.queue} ${at.lane} ${at.seq}`)
}

/** Keeps a lane we hold for `leaseS` from now; one that was lost stays lost. */
export async function extendLane(db: Queryable, at: { queue: Queue; lane: string; worker: string }, leaseS: number): Promise<void> {
  await db.execute(sql`update lane set lease_until = now() + make_interval(secs => ${leaseS}::float8)
      where queue = ${at.queue} and lane = ${at.lane} and lease_by = ${at.worker} and lease_until > now()`)
}

/** Gives a lane back without progress: the head of the line waits `delayMs`, so order is kept. */
export async function releaseLane(
  tx: Queryable,
  at: { queue: Queue; lane: string; worker: string },
  delayMs: number,
  counted: boolean,
): Promise<void> {
  await tx.execute(sql`update lane set lease_until = '-infinity', attempts = greatest(0, attempts - ${counted ? 0 : 1}::int),
      next_at = now() + make_interval(secs => ${delayMs / 1000}::float8)
      where queue = ${at.queue} and lane = ${at.lane} and lease_by = ${at.worker}`)
}

/** Messages waiting per queue, and the age in seconds of the lane that has waited longest past its time. */
export async function laneDepth(db: Queryable): Promise<{ queue: Queue; depth: number; lagS: number }[]> {
  return rows(
    db,
    sql`select queue, coalesce(sum(tail - head), 0)::int as depth,
        coalesce(max(extract(epoch from now() - next_at)), 0)::float8 as "lagS" from lane where head < tail group by queue`,
  )
}

/** Changes nothing; fails where nothing could be changed, as on a server that has become a standby. */
export async function askToWrite(db: Queryable): Promise<void> {
  await db.execute(sql`select from lane where false for update`)
}

/** Ends every lease: for a process that knows that no other works on this database. */
export async function freeLanes(db: Queryable): Promise<void> {
  await db.execute(sql`update lane set lease_until = '-infinity' where lease_until > now()`)
}
