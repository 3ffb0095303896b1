import { and, between, count, eq, like, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { estateEvent, feeStandard, ownerSetting, repairFund, revenueEntry, serviceLink, workOrder } from '../schema/index.ts'

export type FeeStandard = typeof feeStandard.$inferSelect
export type RevenueEntry = typeof revenueEntry.$inferSelect
export type RepairFund = typeof repairFund.$inferSelect
export type WorkOrder = typeof workOrder.$inferSelect
export type EstateEvent = typeof estateEvent.$inferSelect
export type OwnerSetting = typeof ownerSetting.$inferSelect

/** Adds or replaces an estate's standards by item. */
export async function saveFees(tx: Queryable, rows: FeeStandard[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(feeStandard)
    .values(rows)
    .onConflictDoUpdate({
      target: [feeStandard.communityId, feeStandard.item],
      set: {
        rate: sql`excluded.rate`,
        unit: sql`excluded.unit`,
        basis: sql`excluded.basis`,
        effectiveFromOn: sql`excluded.effective_from_on`,
      },
    })
}

/** Entries of an estate from day to day, struck ones too, oldest first. */
export async function listRevenue(db: Queryable, communityId: string, from: string, to: string): Promise<RevenueEntry[]> {
  return db
    .select()
    .from(revenueEntry)
    .where(and(eq(revenueEntry.communityId, communityId), between(revenueEntry.on, from, to)))
    .orderBy(revenueEntry.on, revenueEntry.id)
}

/** Locks the row until the transaction ends. */
export async function lockRevenue(tx: Queryable, communityId: string, id: string): Promise<RevenueEntry | undefined> {
  const mine = and(eq(revenueEntry.communityId, communityId), eq(revenueEntry.id, id))
  return (await tx.select().from(revenueEntry).where(mine).for('update'))[0]
}

export async function insertRevenue(tx: Queryable, rows: RevenueEntry[]): Promise<void> {
  if (rows.length > 0) await tx.insert(revenueEntry).values(rows)
}

export async function strikeRevenue(tx: Queryable, { communityId, id }: RevenueEntry, struckReason: string, struckAt: Date): Promise<void> {
  await tx
    .update(revenueEntry)
    .set({ struckAt, struckReason })
    .where(and(eq(revenueEntry.communityId, communityId), eq(revenueEntry.id, id)))
}

/** How many entries of an estate have a number that begins so; one at a time counts until its transaction ends. */
export async function countRevenue(tx: Queryable, communityId: string, prefix: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`revenue ${communityId}`}))`)
  const mine = and(eq(revenueEntry.communityId, communityId), like(revenueEntry.id, `${prefix}%`))
  return (await tx.select({ n: count() }).from(revenueEntry).where(mine))[0]!.n
}

export async function listFunds(db: Queryable, communityId: string): Promise<RepairFund[]> {
  return db.select().from(repairFund).where(eq(repairFund.communityId, communityId)).orderBy(repairFund.asOfOn)
}

export async function saveFunds(tx: Queryable, rows: RepairFund[]): Promise<void> {
  if (rows.length === 0) return
  const set = { balance: sql`excluded.balance`, firstRequired: sql`excluded.first_required` }
  await tx
    .insert(repairFund)
    .values(rows)
    .onConflictDoUpdate({ target: [repairFund.communityId, repairFund.asOfOn], set })
}

export async function findOrder(db: Queryable, workspaceId: string, id: string): Promise<WorkOrder | undefined> {
  return (
    await db
      .select()
      .from(workOrder)
      .where(and(eq(workOrder.workspaceId, workspaceId), eq(workOrder.id, id)))
  )[0]
}

export async function saveOrders(tx: Queryable, rows: WorkOrder[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(workOrder)
    .values(rows)
    .onConflictDoUpdate({
      target: [workOrder.workspaceId, workOrder.id],
      set: {
        communityId: sql`excluded.community_id`,
        receivedOn: sql`excluded.received_on`,
        topic: sql`excluded.topic`,
        dueOn: sql`excluded.due_on`,
        closedOn: sql`excluded.closed_on`,
        solved: sql`excluded.solved`,
        satisfied: sql`excluded.satisfied`,
      },
    })
}

/** Orders received from day to day. */
export async function listOrders(db: Queryable, workspaceId: string, from: string, to: string): Promise<WorkOrder[]> {
  return db
    .select()
    .from(workOrder)
    .where(and(eq(workOrder.workspaceId, workspaceId), between(workOrder.receivedOn, from, to)))
    .orderBy(workOrder.communityId, workOrder.receivedOn, workOrder.id)
}

export async function findOwnerSetting(db: Queryable, workspaceId: string): Promise<OwnerSetting | undefined> {
  return (await db.select().from(ownerSetting).where(eq(ownerSetting.workspaceId, workspaceId)))[0]
}

export async function saveOwnerSetting(tx: Queryable, row: OwnerSetting): Promise<void> {
  const { workspaceId: _, ...set } = row
  await tx.insert(ownerSetting).values(row).onConflictDoUpdate({ target: ownerSetting.workspaceId, set })
}

export async function listServiceLinks(db: Queryable, workspaceId: string): Promise<Map<string, string>> {
  const found = await db.select().from(serviceLink).where(eq(serviceLink.workspaceId, workspaceId))
  return new Map(found.map(({ name, url }) => [name, url]))
}

export async function saveServiceLink(tx: Queryable, row: typeof serviceLink.$inferInsert): Promise<void> {
  await tx
    .insert(serviceLink)
    .values(row)
    .onConflictDoUpdate({ target: [serviceLink.workspaceId, serviceLink.name], set: { url: row.url } })
}

export async function listEvents(db: Queryable, communityId: string): Promise<EstateEvent[]> {
  return db.select().from(estateEvent).where(eq(estateEvent.communityId, communityId)).orderBy(estateEvent.on)
}

export async function insertEvents(tx: Queryable, rows: EstateEvent[]): Promise<void> {
  if (rows.length > 0) await tx.insert(estateEvent).values(rows).onConflictDoNothing()
}
