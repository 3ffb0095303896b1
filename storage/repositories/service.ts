import { and, between, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { feeStandard, objection, openDay, repairFund, revenueEntry, serviceDone, servicePlan, workOrder } from '../schema/index.ts'

/** What an estate's report can be drafted from. */

export type ServicePlan = typeof servicePlan.$inferSelect
export type ServiceDone = typeof serviceDone.$inferSelect
export type OpenDay = typeof openDay.$inferSelect

export async function saveServicePlans(tx: Queryable, rows: ServicePlan[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(servicePlan)
    .values(rows)
    .onConflictDoUpdate({
      target: [servicePlan.communityId, servicePlan.item],
      set: { kind: sql`excluded.kind`, times: sql`excluded.times`, per: sql`excluded.per`, clause: sql`excluded.clause` },
    })
}

export async function listServicePlans(db: Queryable, communityId: string): Promise<ServicePlan[]> {
  return db.select().from(servicePlan).where(eq(servicePlan.communityId, communityId)).orderBy(servicePlan.kind, servicePlan.item)
}

export async function saveServiceDone(tx: Queryable, rows: ServiceDone[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(serviceDone)
    .values(rows)
    .onConflictDoUpdate({
      target: [serviceDone.communityId, serviceDone.item, serviceDone.month],
      set: { done: sql`excluded.done`, reason: sql`excluded.reason`, source: sql`excluded.source` },
    })
}

/** Months from `from` to `to`, both '2026-09'. */
export async function listServiceDone(db: Queryable, communityId: string, from: string, to: string): Promise<ServiceDone[]> {
  return db
    .select()
    .from(serviceDone)
    .where(and(eq(serviceDone.communityId, communityId), between(serviceDone.month, from, to)))
    .orderBy(serviceDone.item, serviceDone.month)
}

/** 公共收益 by kind, in 分; nothing where no entry falls into these days. */
export async function sumRevenue(db: Queryable, communityId: string, from: string, to: string): Promise<Map<string, number>> {
  const found = await db
    .select({ kind: revenueEntry.kind, amount: sql<string>`sum(${revenueEntry.amount})` })
    .from(revenueEntry)
    .where(and(eq(revenueEntry.communityId, communityId), between(revenueEntry.on, from, to), isNull(revenueEntry.struckAt)))
    .groupBy(revenueEntry.kind)
  return new Map(found.map(({ kind, amount }) => [kind, Number(amount)]))
}

/** As it stood on that day; amounts in 分. */
export async function findRepairFund(db: Queryable, communityId: string, on: string) {
  return (
    await db
      .select()
      .from(repairFund)
      .where(and(eq(repairFund.communityId, communityId), lte(repairFund.asOfOn, on)))
      .orderBy(desc(repairFund.asOfOn))
      .limit(1)
  )[0]
}

export async function listFeeStandards(db: Queryable, communityId: string) {
  return db.select().from(feeStandard).where(eq(feeStandard.communityId, communityId)).orderBy(feeStandard.item)
}

type Counted = { received: number; settled: number }

/** 12345 orders received in these days; undefined where none was ever imported for the estate. */
export async function countWorkOrders(db: Queryable, communityId: string, from: string, to: string): Promise<Counted | undefined> {
  const [found] = await db
    .select({
      all: sql<number>`count(*)::int`,
      received: sql<number>`count(*) filter (where ${workOrder.receivedOn} between ${from} and ${to})::int`,
      settled: sql<number>`count(*) filter (where ${workOrder.receivedOn} between ${from} and ${to} and ${workOrder.closedOn} is not null)::int`,
    })
    .from(workOrder)
    .where(eq(workOrder.communityId, communityId))
  return found && found.all > 0 ? found : undefined
}

/** Objections received on these days of Shanghai and how many of them are answered. */
export async function countObjections(db: Queryable, communityId: string, from: string, to: string): Promise<Counted> {
  const on = sql`(${objection.receivedAt} at time zone 'Asia/Shanghai')::date`
  const [found] = await db
    .select({ received: sql<number>`count(*)::int`, settled: sql<number>`count(${objection.repliedAt})::int` })
    .from(objection)
    .where(and(eq(objection.communityId, communityId), sql`${on} between ${from} and ${to}`))
  return found!
}

/** @returns false where this day is announced already */
export async function insertOpenDay(tx: Queryable, row: OpenDay): Promise<boolean> {
  return (await tx.insert(openDay).values(row).onConflictDoNothing().returning({ id: openDay.id })).length > 0
}

export async function updateOpenDay(tx: Queryable, id: string, set: Partial<OpenDay>): Promise<void> {
  await tx.update(openDay).set(set).where(eq(openDay.id, id))
}

export async function listOpenDays(db: Queryable, communityId: string, from: string, to: string): Promise<OpenDay[]> {
  return db
    .select()
    .from(openDay)
    .where(and(eq(openDay.communityId, communityId), between(openDay.on, from, to)))
    .orderBy(openDay.on)
}

export async function findOpenDay(db: Queryable, id: string): Promise<OpenDay | undefined> {
  return (await db.select().from(openDay).where(eq(openDay.id, id)))[0]
}

/** Announced or recapped since. */
export async function listOpenDaysToTell(db: Queryable, communityId: string, since: Date): Promise<OpenDay[]> {
  return db
    .select()
    .from(openDay)
    .where(and(eq(openDay.communityId, communityId), or(gt(openDay.announcedAt, since), gt(openDay.recappedAt, since))))
    .orderBy(openDay.on)
}
