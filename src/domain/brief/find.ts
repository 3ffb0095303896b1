import type { Queryable } from '#storage/db.ts'
import { findBriefByToken } from '#storage/repositories/brief.ts'
import type { Brief } from './brief.ts'

/** The brief behind a link, while the link is good. */
export async function findBrief(db: Queryable, token: string, now: Date): Promise<Brief | undefined> {
  const row = await findBriefByToken(db, token)
  return row && row.expiresAt > now ? row.content : undefined
}
