import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { community, contract, disclosure, report } from '../schema/index.ts'

export type Community = typeof community.$inferSelect
export type Contract = typeof contract.$inferSelect
export type DisclosureRow = typeof disclosure.$inferSelect
export type ReportRow = typeof report.$inferSelect

export async function findCommunity(db: Queryable, id: string): Promise<Community | undefined> {
  return (await db.select().from(community).where(eq(community.id, id)))[0]
}

export async function listCommunities(db: Queryable, workspaceId: string): Promise<Community[]> {
  return db.select().from(community).where(eq(community.workspaceId, workspaceId)).orderBy(community.id)
}

/** Adds or replaces estates by id. */
export async function saveCommunities(tx: Queryable, rows: (typeof community.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(community)
    .values(rows)
    .onConflictDoUpdate({
      target: community.id,
      set: {
        name: sql`excluded.name`,
        aka: sql`excluded.aka`,
        street: sql`excluded.street`,
        type: sql`excluded.type`,
        managementMode: sql`excluded.management_mode`,
        committee: sql`excluded.committee`,
        households: sql`excluded.households`,
        areaM2: sql`excluded.area_m2`,
        company: sql`excluded.company`,
        sample: sql`excluded.sample`,
      },
    })
}

export async function saveContracts(tx: Queryable, rows: (typeof contract.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(contract).values(rows).onConflictDoNothing()
}

export async function findCurrentContract(db: Queryable, communityId: string, on: string): Promise<Contract | undefined> {
  return (
    await db
      .select()
      .from(contract)
      .where(and(eq(contract.communityId, communityId), lte(contract.startOn, on)))
      .orderBy(desc(contract.startOn))
      .limit(1)
  )[0]
}

export async function insertDisclosures(tx: Queryable, rows: (typeof disclosure.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(disclosure).values(rows).onConflictDoNothing()
}

/** The newest version of each catalogue item that was published by `on`. */
export async function listDisclosures(db: Queryable, communityId: string, on: string): Promise<DisclosureRow[]> {
  return db
    .selectDistinctOn([disclosure.code])
    .from(disclosure)
    .where(and(eq(disclosure.communityId, communityId), lte(disclosure.publishedOn, on)))
    .orderBy(disclosure.code, desc(disclosure.version))
}

export async function insertReports(tx: Queryable, rows: (typeof report.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(report).values(rows).onConflictDoNothing()
}

export async function findReport(db: Queryable, id: string): Promise<ReportRow | undefined> {
  return (await db.select().from(report).where(eq(report.id, id)))[0]
}

/** Published or due to be published by `on`, newest period first. */
export async function listReports(db: Queryable, communityId: string, on: string): Promise<ReportRow[]> {
  return db
    .select()
    .from(report)
    .where(and(eq(report.communityId, communityId), lte(report.publishOn, on)))
    .orderBy(desc(report.toOn), desc(report.version))
}

export async function markReportPublished(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx
    .update(report)
    .set({ status: 'published', publishedAt: sql`coalesce(${report.publishedAt}, ${at.toISOString()}::timestamptz)` })
    .where(eq(report.id, id))
}
