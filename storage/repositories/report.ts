import { and, asc, between, desc, eq, isNull, lt, lte, ne, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { forwarding, report, reportPicture, reportVersion } from '../schema/index.ts'

export type ReportRow = typeof report.$inferSelect
export type ReportVersion = typeof reportVersion.$inferSelect
export type Forwarding = typeof forwarding.$inferSelect

export async function insertReports(tx: Queryable, rows: (typeof report.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(report).values(rows).onConflictDoNothing()
}

/** Locks the row until the transaction ends. */
export async function lockReport(tx: Queryable, id: string): Promise<ReportRow | undefined> {
  return (await tx.select().from(report).where(eq(report.id, id)).for('update'))[0]
}

/** Moves a draft on, or a reviewed one: what is published is corrected instead. */
export async function updateReport(
  tx: Queryable,
  id: string,
  set: Partial<Pick<ReportRow, 'sections' | 'hash' | 'preparedBy' | 'reviewedBy' | 'status' | 'publishOn'>>,
): Promise<void> {
  await tx.update(report).set(set).where(eq(report.id, id))
}

export async function findReport(db: Queryable, id: string): Promise<ReportRow | undefined> {
  return (await db.select().from(report).where(eq(report.id, id)))[0]
}

/** The report of the last period of this kind that ended before `on`. */
export async function findReportBefore(
  db: Queryable,
  communityId: string,
  periodType: ReportRow['periodType'],
  on: string,
): Promise<ReportRow | undefined> {
  return (
    await db
      .select()
      .from(report)
      .where(and(eq(report.communityId, communityId), eq(report.periodType, periodType), lt(report.toOn, on)))
      .orderBy(desc(report.toOn))
      .limit(1)
  )[0]
}

/** Published or due to be published by `on`, newest period first. */
export async function listReports(db: Queryable, communityId: string, on: string): Promise<ReportRow[]> {
  return db
    .select()
    .from(report)
    .where(and(eq(report.communityId, communityId), lte(report.publishOn, on)))
    .orderBy(desc(report.toOn), desc(report.version))
}

/** The first report to be published on these days whose picture is not drawn. */
export async function findUndrawn(db: Queryable, from: string, to: string): Promise<ReportRow | undefined> {
  const found = await db
    .select({ report })
    .from(report)
    .leftJoin(reportPicture, and(eq(reportPicture.reportId, report.id), eq(reportPicture.version, report.version)))
    .where(and(ne(report.status, 'draft'), between(report.publishOn, from, to), isNull(reportPicture.reportId)))
    .orderBy(asc(report.publishOn), report.id)
    .limit(1)
  return found[0]?.report
}

/** `contents`: the ids of its pieces from top to bottom, none where it cannot be drawn */
export async function saveReportPicture(tx: Queryable, reportId: string, version: number, contents: string[]): Promise<void> {
  await tx
    .insert(reportPicture)
    .values({ reportId, version, contents })
    .onConflictDoUpdate({ target: [reportPicture.reportId, reportPicture.version], set: { contents } })
}

/** Ids of the pieces’ content, in the order they are read; empty before it was drawn. */
export async function listReportPicture(db: Queryable, reportId: string, version: number): Promise<string[]> {
  const isOne = and(eq(reportPicture.reportId, reportId), eq(reportPicture.version, version))
  return (await db.select().from(reportPicture).where(isOne))[0]?.contents ?? []
}

/** The first group it reached makes it public: a later one leaves the instant as it is. */
export async function markReportPublished(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx
    .update(report)
    .set({ status: 'published', publishedAt: sql`coalesce(${report.publishedAt}, ${at.toISOString()}::timestamptz)` })
    .where(eq(report.id, id))
}

/** Keeps the version owners have read and puts the corrected one in its place, not yet published. */
export async function correctReport(
  tx: Queryable,
  before: ReportRow,
  after: Pick<ReportRow, 'preparedBy' | 'reviewedBy' | 'version' | 'hash' | 'sections' | 'correctionReason' | 'publishOn'>,
): Promise<void> {
  const { id: reportId, version, preparedBy, reviewedBy, publishedAt, hash, sections, correctionReason } = before
  await tx.insert(reportVersion).values({ reportId, version, preparedBy, reviewedBy, publishedAt, hash, sections, correctionReason })
  await tx
    .update(report)
    .set({ ...after, status: after.reviewedBy ? 'reviewed' : 'draft', publishedAt: null })
    .where(eq(report.id, reportId))
}

/** The versions a report had before, newest first. */
export async function listReportVersions(db: Queryable, reportId: string): Promise<ReportVersion[]> {
  return db.select().from(reportVersion).where(eq(reportVersion.reportId, reportId)).orderBy(desc(reportVersion.version))
}

/** @returns false where this kit was handed over before */
export async function insertForwarding(tx: Queryable, row: typeof forwarding.$inferInsert): Promise<boolean> {
  return (await tx.insert(forwarding).values(row).onConflictDoNothing().returning({ key: forwarding.key })).length > 0
}

/** Locks the row until the transaction ends. */
export async function lockForwarding(tx: Queryable, key: string): Promise<Forwarding | undefined> {
  return (await tx.select().from(forwarding).where(eq(forwarding.key, key)).for('update'))[0]
}

export async function tickForwarding(tx: Queryable, key: string, version: number, at: Date): Promise<void> {
  await tx.update(forwarding).set({ version, forwardedAt: at }).where(eq(forwarding.key, key))
}
