import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { appealEstate, appealMonth, indicatorDefinition } from '../schema/index.ts'

export type AppealMonth = typeof appealMonth.$inferSelect
export type AppealEstate = typeof appealEstate.$inferSelect
export type IndicatorDefinition = typeof indicatorDefinition.$inferSelect

export async function listAppealMonths(db: Queryable, workspaceId: string, month: string): Promise<AppealMonth[]> {
  return db
    .select()
    .from(appealMonth)
    .where(and(eq(appealMonth.workspaceId, workspaceId), eq(appealMonth.month, month)))
    .orderBy(appealMonth.street)
}

export async function listAppealEstates(db: Queryable, workspaceId: string, month: string): Promise<AppealEstate[]> {
  return db
    .select()
    .from(appealEstate)
    .where(and(eq(appealEstate.workspaceId, workspaceId), eq(appealEstate.month, month)))
    .orderBy(appealEstate.street, appealEstate.name)
}

/** The months that have figures, newest first. */
export async function listAppealPeriods(db: Queryable, workspaceId: string): Promise<string[]> {
  const months = db.select({ month: appealMonth.month }).from(appealMonth).where(eq(appealMonth.workspaceId, workspaceId))
  const estates = db.select({ month: appealEstate.month }).from(appealEstate).where(eq(appealEstate.workspaceId, workspaceId))
  return (await months.union(estates)).map(({ month }) => month).toSorted((a, b) => b.localeCompare(a))
}

/** Adds figures of streets, or replaces those of the same month. */
export async function saveAppealMonths(tx: Queryable, rows: AppealMonth[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insert(appealMonth)
      .values(rows.slice(at, at + 500))
      .onConflictDoUpdate({
        target: [appealMonth.workspaceId, appealMonth.month, appealMonth.street],
        set: { count: sql`excluded.count`, base: sql`excluded.base`, baseKind: sql`excluded.base_kind`, source: sql`excluded.source` },
      })
  }
}

/** Adds figures of estates, or replaces those of the same month. */
export async function saveAppealEstates(tx: Queryable, rows: AppealEstate[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insert(appealEstate)
      .values(rows.slice(at, at + 500))
      .onConflictDoUpdate({
        target: [appealEstate.workspaceId, appealEstate.month, appealEstate.street, appealEstate.name],
        set: {
          count: sql`excluded.count`,
          rank: sql`excluded.rank`,
          households: sql`excluded.households`,
          topics: sql`excluded.topics`,
          source: sql`excluded.source`,
        },
      })
  }
}

export async function findIndicatorDefinition(
  db: Queryable,
  workspaceId: string,
  indicator: IndicatorDefinition['indicator'],
): Promise<IndicatorDefinition | undefined> {
  const where = and(eq(indicatorDefinition.workspaceId, workspaceId), eq(indicatorDefinition.indicator, indicator))
  return (await db.select().from(indicatorDefinition).where(where))[0]
}

export async function saveIndicatorDefinition(tx: Queryable, row: IndicatorDefinition): Promise<void> {
  await tx
    .insert(indicatorDefinition)
    .values(row)
    .onConflictDoUpdate({ target: [indicatorDefinition.workspaceId, indicatorDefinition.indicator], set: row })
}
