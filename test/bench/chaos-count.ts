import { sql } from 'drizzle-orm'
import { type Queryable, rows } from '#storage/db.ts'

/** Messages that have not come to an end yet. */
export async function countOutbound(db: Queryable): Promise<number> {
  const [found] = await rows<{ n: number }>(db, sql`select count(*)::int as n from outbound where state in ('queued', 'sending')`)
  return found!.n
}
