import { and, desc, eq, lt } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { brief } from '../schema/index.ts'

export type BriefRow = typeof brief.$inferSelect

export async function insertBrief(tx: Queryable, row: typeof brief.$inferInsert): Promise<void> {
  await tx.insert(brief).values(row)
}

export async function findBriefByToken(db: Queryable, token: string): Promise<BriefRow | undefined> {
  return (await db.select().from(brief).where(eq(brief.token, token)))[0]
}

/** The plan's newest brief of a day before `on`. */
export async function findLastBrief(db: Queryable, planId: string, on: string): Promise<BriefRow | undefined> {
  return (
    await db
      .select()
      .from(brief)
      .where(and(eq(brief.planId, planId), lt(brief.on, on)))
      .orderBy(desc(brief.on), desc(brief.id))
      .limit(1)
  )[0]
}
