import { and, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { disclosure } from '../schema/index.ts'

export type DisclosureRow = typeof disclosure.$inferSelect

export async function insertDisclosures(tx: Queryable, rows: (typeof disclosure.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(disclosure).values(rows).onConflictDoNothing()
}

/** The newest version of each catalogue item that was published by `on`; withdrawn ones with their reason. */
export async function listDisclosures(db: Queryable, communityId: string, on: string): Promise<DisclosureRow[]> {
  return db
    .selectDistinctOn([disclosure.code])
    .from(disclosure)
    .where(
      and(eq(disclosure.communityId, communityId), lte(disclosure.publishedOn, on), inArray(disclosure.status, ['published', 'withdrawn'])),
    )
    .orderBy(disclosure.code, desc(disclosure.version))
}

export type DisclosureVersion = Pick<DisclosureRow, 'code' | 'version' | 'publishedOn' | 'correctionReason'>

/** Every version of every item that was ever public, newest first, without what it said. */
export async function listPublishedVersions(db: Queryable, communityId: string, on: string): Promise<DisclosureVersion[]> {
  const { code, version, publishedOn, correctionReason } = disclosure
  return db
    .select({ code, version, publishedOn, correctionReason })
    .from(disclosure)
    .where(
      and(eq(disclosure.communityId, communityId), lte(disclosure.publishedOn, on), inArray(disclosure.status, ['published', 'withdrawn'])),
    )
    .orderBy(disclosure.code, desc(disclosure.version))
}

/** Every version of one item, newest first, drafts too. */
export async function listDisclosureVersions(db: Queryable, communityId: string, code: string): Promise<DisclosureRow[]> {
  return db
    .select()
    .from(disclosure)
    .where(and(eq(disclosure.communityId, communityId), eq(disclosure.code, code)))
    .orderBy(desc(disclosure.version))
}

/** Moves a version on: its content is never among what changes once it is published. */
export async function updateDisclosure(
  tx: Queryable,
  id: string,
  set: Partial<
    Pick<
      DisclosureRow,
      | 'status'
      | 'reviewedBy'
      | 'publishedOn'
      | 'publishedAt'
      | 'channels'
      | 'files'
      | 'hash'
      | 'withdrawnOn'
      | 'withdrawalReason'
      | 'lines'
      | 'preparedBy'
    >
  >,
): Promise<void> {
  await tx.update(disclosure).set(set).where(eq(disclosure.id, id))
}
