import { and, asc, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { ledgerAdjustment, ledgerEvent, ledgerItem, ledgerProof, ledgerSnapshot } from '../schema/index.ts'

export type LedgerItem = typeof ledgerItem.$inferSelect
export type NewLedgerItem = Omit<LedgerItem, 'id' | 'version' | 'removedAt'>
export type LedgerEvent = typeof ledgerEvent.$inferSelect
export type LedgerProof = typeof ledgerProof.$inferSelect
export type LedgerAdjustment = typeof ledgerAdjustment.$inferSelect
export type LedgerSnapshot = typeof ledgerSnapshot.$inferSelect

const chunk = 500
const chunked = <T>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / chunk) }, (_, n) => rows.slice(n * chunk, (n + 1) * chunk))

/** What stands on a ledger now; of all kinds without `kind`. With `removed` also what was taken off it. */
export async function listLedgerItems(
  db: Queryable,
  planId: string,
  kind?: string,
  also: { removed?: boolean } = {},
): Promise<LedgerItem[]> {
  const where = and(
    eq(ledgerItem.planId, planId),
    kind ? eq(ledgerItem.kind, kind) : undefined,
    also.removed ? undefined : isNull(ledgerItem.removedAt),
  )
  return db.select().from(ledgerItem).where(where).orderBy(ledgerItem.kind, ledgerItem.street, ledgerItem.name, ledgerItem.id)
}

/** Locks the item: of two who decide at once, the second sees the first one's version. */
export async function lockLedgerItem(tx: Queryable, id: number): Promise<LedgerItem | undefined> {
  return (await tx.select().from(ledgerItem).where(eq(ledgerItem.id, id)).for('update'))[0]
}

/** Adds items, or replaces those with the same key: one that was taken off comes back as itself. */
export async function saveLedgerItems(tx: Queryable, rows: NewLedgerItem[]): Promise<LedgerItem[]> {
  const saved: LedgerItem[] = []
  for (const some of chunked(rows)) {
    const set = {
      name: sql`excluded.name`,
      street: sql`excluded.street`,
      communityId: sql`excluded.community_id`,
      data: sql`excluded.data`,
      state: sql`excluded.state`,
      stateOn: sql`excluded.state_on`,
      version: sql`${ledgerItem.version} + 1`,
      source: sql`excluded.source`,
      messageKey: sql`excluded.message_key`,
      updatedAt: sql`excluded.updated_at`,
      removedAt: null,
    }
    const target = [ledgerItem.planId, ledgerItem.kind, ledgerItem.key]
    saved.push(...(await tx.insert(ledgerItem).values(some).onConflictDoUpdate({ target, set }).returning()))
  }
  return saved
}

export async function updateLedgerItem(
  tx: Queryable,
  id: number,
  set: Partial<Pick<LedgerItem, 'state' | 'stateOn' | 'data' | 'removedAt'>> & { updatedAt: Date },
): Promise<LedgerItem> {
  const changed = await tx
    .update(ledgerItem)
    .set({ ...set, version: sql`${ledgerItem.version} + 1` })
    .where(eq(ledgerItem.id, id))
    .returning()
  return changed[0]!
}

/** What a message had written, by channel:message id. */
export async function listLedgerByMessage(tx: Queryable, messageKey: string): Promise<LedgerItem[]> {
  return tx
    .select()
    .from(ledgerItem)
    .where(and(eq(ledgerItem.messageKey, messageKey), isNull(ledgerItem.removedAt)))
}

export async function insertLedgerEvents(tx: Queryable, rows: (typeof ledgerEvent.$inferInsert)[]): Promise<void> {
  for (const some of chunked(rows)) await tx.insert(ledgerEvent).values(some)
}

export async function listLedgerEvents(db: Queryable, itemId: number): Promise<LedgerEvent[]> {
  return db.select().from(ledgerEvent).where(eq(ledgerEvent.itemId, itemId)).orderBy(ledgerEvent.id)
}

/** A newer proof takes the place of the older. */
export async function saveLedgerProof(tx: Queryable, row: LedgerProof): Promise<void> {
  await tx
    .insert(ledgerProof)
    .values(row)
    .onConflictDoUpdate({ target: [ledgerProof.itemId, ledgerProof.proof], set: row })
}

export async function listLedgerProofs(db: Queryable, itemIds: number[]): Promise<LedgerProof[]> {
  const found: LedgerProof[] = []
  for (const some of chunked(itemIds)) found.push(...(await db.select().from(ledgerProof).where(inArray(ledgerProof.itemId, some))))
  return found
}

export async function insertLedgerAdjustment(tx: Queryable, row: typeof ledgerAdjustment.$inferInsert): Promise<LedgerAdjustment> {
  return (await tx.insert(ledgerAdjustment).values(row).returning())[0]!
}

export async function listLedgerAdjustments(db: Queryable, planId: string, kind?: string): Promise<LedgerAdjustment[]> {
  return db
    .select()
    .from(ledgerAdjustment)
    .where(and(eq(ledgerAdjustment.planId, planId), kind ? eq(ledgerAdjustment.kind, kind) : undefined))
    .orderBy(asc(ledgerAdjustment.id))
}

/** False when the month's snapshot of this ledger is there already: it is taken once. */
export async function insertLedgerSnapshot(tx: Queryable, row: LedgerSnapshot): Promise<boolean> {
  return (await tx.insert(ledgerSnapshot).values(row).onConflictDoNothing().returning({ month: ledgerSnapshot.month })).length > 0
}

export async function listLedgerSnapshots(db: Queryable, planId: string, month: string): Promise<LedgerSnapshot[]> {
  return db
    .select()
    .from(ledgerSnapshot)
    .where(and(eq(ledgerSnapshot.planId, planId), eq(ledgerSnapshot.month, month)))
}

/** The newest snapshot of each ledger before a month. */
export async function listLedgerSnapshotsBefore(db: Queryable, planId: string, month: string): Promise<LedgerSnapshot[]> {
  return db
    .selectDistinctOn([ledgerSnapshot.kind])
    .from(ledgerSnapshot)
    .where(and(eq(ledgerSnapshot.planId, planId), lt(ledgerSnapshot.month, month)))
    .orderBy(ledgerSnapshot.kind, desc(ledgerSnapshot.month))
}
