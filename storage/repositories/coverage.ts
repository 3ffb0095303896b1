import { sql } from 'drizzle-orm'
import { type Queryable, rows } from '../db.ts'

export type Proof = {
  name: string
  street: string | undefined
  published: { code: string; on: string }[]
  reportedTo: string | undefined
  accountOn: string | undefined
}

type Found = {
  name: string
  street: string | null
  published: Proof['published'] | null
  reported_to: string | null
  account_on: string | null
}

/** Of every estate of a workspace what it has published, reported and put on account by that day. */
export async function listProofs(db: Queryable, workspaceId: string, on: string): Promise<Proof[]> {
  const found = await rows<Found>(
    db,
    sql`select c.name, c.street,
      (select json_agg(json_build_object('code', d.code, 'on', d.published_on)) from (
        select distinct on (code) code, published_on, status from disclosure
        where community_id = c.id and published_on <= ${on} and status in ('published', 'withdrawn') order by code, version desc
      ) d where d.status = 'published') as published,
      (select max(to_on)::text from report where community_id = c.id and status = 'published') as reported_to,
      (select max("on")::text from revenue_entry where community_id = c.id and struck_at is null and "on" <= ${on}) as account_on
    from community c where c.workspace_id = ${workspaceId} order by c.name`,
  )
  return found.map(({ name, street, published, reported_to, account_on }) => ({
    name,
    street: street ?? undefined,
    published: published ?? [],
    reportedTo: reported_to ?? undefined,
    accountOn: account_on ?? undefined,
  }))
}
