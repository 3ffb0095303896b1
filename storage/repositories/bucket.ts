import { sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { bucket } from '../schema/index.ts'

/** Makes the rows of a channel's limits, full, where they do not exist yet. */
export async function openBuckets(db: Queryable, channel: ChannelName, drips: { windowMs: number; capacity: number }[]): Promise<void> {
  if (drips.length === 0) return
  await db
    .insert(bucket)
    .values(drips.map(({ windowMs, capacity }) => ({ channel, windowMs, tokens: capacity, at: sql`now()` })))
    .onConflictDoNothing()
}

/** Nothing of this channel is sent for `ms`, by no replica: the platform asked the whole account to wait. */
export async function holdBuckets(db: Queryable, channel: ChannelName, ms: number): Promise<void> {
  await db.execute(
    sql`update bucket set tokens = 0, at = greatest(at, now() + make_interval(secs => ${ms / 1000}::float8)) where channel = ${channel}`,
  )
}
