import { and, eq, sql } from 'drizzle-orm'
import { type Queryable, rows } from '../db.ts'
import { lease } from '../schema/index.ts'

/** Takes or keeps a lease for `forS` seconds; false while somebody else holds it. */
export async function holdLease(db: Queryable, name: string, holder: string, forS: number): Promise<boolean> {
  const held = await rows(
    db,
    sql`insert into lease (name, holder, until) values (${name}, ${holder}, now() + make_interval(secs => ${forS}::float8))
      on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where lease.holder = excluded.holder or lease.until <= now() returning name`,
  )
  return held.length > 0
}

/** Gives a lease back at once instead of letting it run out. */
export async function dropLease(db: Queryable, name: string, holder: string): Promise<void> {
  await db.delete(lease).where(and(eq(lease.name, name), eq(lease.holder, holder)))
}
