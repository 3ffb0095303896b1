import { and, desc, eq, inArray, like, notLike, type SQL, sql } from 'drizzle-orm'
import type { ChannelName, Toast } from '#src/message.ts'
import { preparedRows, type Queryable, rows } from '../db.ts'
import { codeOf, isConflict } from '../errors.ts'
import { type InboundState, inbound } from '../schema/index.ts'

export type NewInbound = { id: string; messageKey: string | null; lane: string; kind: string; body: string; receivedAt: Date }

/**
 * Stores what arrived, in one statement for a whole batch. Answers the ids that were new: nearly always all are, and
 * only a batch in which something is known already is gone through for it. To look first would cost every event what
 * this saves the few that are pushed again, which leave one line on a unique key in the server's log. A history, which
 * mostly says what is known, is looked up.
 */
export async function insertInbound(db: Queryable, batch: NewInbound[]): Promise<Set<string>> {
  if (batch.some(isFromHistory)) return insertNew(db, batch)
  try {
    await insertAll(db, batch)
    return new Set(batch.map(({ id }) => id))
  } catch (error) {
    if (codeOf(error) !== '23505' && !isConflict(error)) throw error
    return insertNew(db, batch)
  }
}

const isFromHistory = ({ id }: NewInbound): boolean => id.includes(':history:')

/** All of it or, with a unique violation, nothing. Lanes are locked in one order, whoever locks them. */
async function insertAll(db: Queryable, batch: NewInbound[]): Promise<void> {
  const lanes = [...Map.groupBy(batch, ({ lane }) => lane)].map(([lane, rows]) => ({ lane, rows, count: rows.length }))
  lanes.sort((one, other) => (one.lane < other.lane ? -1 : 1))
  const added = lanes.flatMap(({ rows, count }) => rows.map((row, at) => ({ ...row, fromTail: count - 1 - at })))
  const of = (value: (row: (typeof added)[number]) => Cell) => column(added.map(value))
  await preparedRows(
    db,
    sql`with l as (
      insert into lane (queue, lane, tail)
      select 'in', * from unnest(${column(lanes.map(({ lane }) => lane))}, ${column(lanes.map(({ count }) => count))}::int[])
      on conflict (queue, lane) do update set tail = lane.tail + excluded.tail,
        next_at = case when lane.head = lane.tail then now() else lane.next_at end
      returning lane, tail
    )
    insert into inbound (id, message_key, lane, seq, kind, body, received_at)
    select r.id, r.message_key, r.lane, l.tail - r.from_tail, r.kind, r.body, r.received_at
    from unnest(
      ${of(({ id }) => id)}, ${of(({ messageKey }) => messageKey)}, ${of(({ lane }) => lane)}, ${of(({ fromTail }) => fromTail)}::int[],
      ${of(({ kind }) => kind)}, ${of(({ body }) => body)}, ${of(({ receivedAt }) => receivedAt.toISOString())}::timestamptz[]
    ) as r(id, message_key, lane, from_tail, kind, body, received_at)
    join l on l.lane = r.lane`,
  )
}

type Cell = string | number | null

/**
 * A column of a batch as one text with a separator, which Postgres takes apart for half of what reading the same from
 * JSON costs it. No cell may be empty: one empty text would be no cell at all.
 */
function column(cells: Cell[]): SQL {
  const text = cells.map((cell) => (cell === null ? '\x1e' : String(cell).replaceAll('\x1f', ''))).join('\x1f')
  return sql`string_to_array(${text}::text, E'\\x1f', E'\\x1e')`
}

/** What is not known yet. */
async function insertNew(db: Queryable, batch: NewInbound[]): Promise<Set<string>> {
  const json = JSON.stringify(batch.map((row, n) => ({ ...row, n })))
  const fresh = await rows<{ id: string }>(
    db,
    sql`with x as (
      select * from jsonb_to_recordset(${json}::text::jsonb)
        as r(id text, "messageKey" text, lane text, kind text, body text, "receivedAt" timestamptz, n int)
    ), fresh as (
      select distinct on (coalesce(x."messageKey", x.id)) x.* from x
      where not exists (select 1 from inbound i where i.id = x.id)
        and not exists (select 1 from inbound i where i.message_key = x."messageKey")
      order by coalesce(x."messageKey", x.id), n
    ), l as (
      insert into lane (queue, lane, tail) select 'in', lane, count(*) from fresh group by lane order by lane
      on conflict (queue, lane) do update set tail = lane.tail + excluded.tail,
        next_at = case when lane.head = lane.tail then now() else lane.next_at end
      returning lane, tail
    )
    insert into inbound (id, message_key, lane, seq, kind, body, received_at)
    select f.id, f."messageKey", f.lane,
      l.tail - count(*) over (partition by f.lane) + row_number() over (partition by f.lane order by f.n),
      f.kind, f.body, f."receivedAt"
    from fresh f join l on l.lane = f.lane returning id`,
  )
  return new Set(fresh.map((row) => row.id))
}

export type ClaimedInbound = { lane: string; attempts: number; id: string; seq: number; kind: string; body: string }

/** Leases up to `lanes` lanes and reads up to `perLane` messages of each, in order. `attempts` counts this one. */
export async function claimInbound(
  db: Queryable,
  want: { lanes: number; perLane: number; worker: string; leaseS: number },
): Promise<ClaimedInbound[]> {
  return preparedRows(
    db,
    sql`with l as (
      select lane, head from lane where queue = 'in' and head < tail and next_at <= now() and lease_until <= now()
      order by next_at limit ${want.lanes}::int for update skip locked
    ), u as (
      update lane x set lease_until = now() + make_interval(secs => ${want.leaseS}::float8), lease_by = ${want.worker}, attempts = x.attempts + 1
      from l where x.queue = 'in' and x.lane = l.lane returning x.lane, x.head, x.attempts
    )
    select u.lane, case when i.seq = u.head + 1 then u.attempts else 1 end as attempts, i.id, i.seq::int as seq, i.kind, i.body from u cross join lateral (
      select id, seq, kind, body from inbound where lane = u.lane and seq > u.head order by seq limit ${want.perLane}::int
    ) i order by u.lane, i.seq`,
  )
}

export async function closeInbound(
  tx: Queryable,
  id: string,
  as: { state: InboundState; attempts?: number; toast?: Toast | undefined; error?: string; at: Date },
): Promise<void> {
  await tx
    .update(inbound)
    .set({ state: as.state, attempts: as.attempts, toast: as.toast ?? null, error: as.error ?? null, handledAt: as.at })
    .where(eq(inbound.id, id))
}

export async function findInbound(db: Queryable, id: string): Promise<typeof inbound.$inferSelect | undefined> {
  return (await db.select().from(inbound).where(eq(inbound.id, id)).limit(1))[0]
}

/** When the platform last told us something by itself; what we read afterwards in a history is none of that. */
export async function findLastArrival(db: Queryable, channel: ChannelName): Promise<Date | undefined> {
  const last = await db
    .select({ at: inbound.receivedAt })
    .from(inbound)
    .where(and(like(inbound.lane, `${channel}:%`), notLike(inbound.id, `${channel}:history:%`)))
    .orderBy(desc(inbound.receivedAt))
    .limit(1)
  return last[0]?.at
}

export async function listInbound(db: Queryable, state: InboundState): Promise<(typeof inbound.$inferSelect)[]> {
  return db.select().from(inbound).where(eq(inbound.state, state)).orderBy(inbound.receivedAt)
}

/** Puts parked messages at the end of their lanes again. */
export async function requeueInbound(tx: Queryable, ids: string[]): Promise<number> {
  let count = 0
  for (const id of ids) {
    const moved = await rows(
      tx,
      sql`with i as (select lane from inbound where id = ${id} and state = 'parked' for update),
      l as (update lane set tail = tail + 1, next_at = now() from i where lane.queue = 'in' and lane.lane = i.lane returning tail)
      update inbound set state = 'queued', error = null, seq = l.tail from l where id = ${id} returning id`,
    )
    count += moved.length
  }
  return count
}

/** Gives parked ones up. @returns how many that were */
export async function dropInbound(tx: Queryable, ids: string[]): Promise<number> {
  const dropped = await tx
    .update(inbound)
    .set({ state: 'dropped' })
    .where(and(inArray(inbound.id, ids), eq(inbound.state, 'parked')))
    .returning({ id: inbound.id })
  return dropped.length
}

/** Forgets what came before `before`: after 30 days no platform repeats itself. */
export async function purgeInbound(db: Queryable, before: Date): Promise<void> {
  await db.execute(
    sql`delete from inbound where received_at < ${before.toISOString()}::timestamptz and state in ('done', 'ignored', 'dropped')`,
  )
}
