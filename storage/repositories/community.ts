import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { community, contract, facility } from '../schema/index.ts'

export type Community = typeof community.$inferSelect
export type Contract = typeof contract.$inferSelect
export type Facility = typeof facility.$inferSelect

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
        committeeTermEndOn: sql`excluded.committee_term_end_on`,
        emergencyFromOn: sql`excluded.emergency_from_on`,
        sample: sql`excluded.sample`,
      },
    })
}

export async function findContract(db: Queryable, id: string): Promise<Contract | undefined> {
  return (await db.select().from(contract).where(eq(contract.id, id)))[0]
}

/** Of those begun by that day the one begun last. */
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

export async function saveContracts(tx: Queryable, rows: (typeof contract.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(contract)
    .values(rows)
    .onConflictDoUpdate({
      target: contract.id,
      set: {
        communityId: sql`excluded.community_id`,
        company: sql`excluded.company`,
        kind: sql`excluded.kind`,
        startOn: sql`excluded.start_on`,
        endOn: sql`excluded.end_on`,
        feeMode: sql`excluded.fee_mode`,
        signedOn: sql`excluded.signed_on`,
        filedOn: sql`excluded.filed_on`,
        sample: sql`excluded.sample`,
      },
    })
}

export async function listFacilities(db: Queryable, communityId: string): Promise<Facility[]> {
  return db.select().from(facility).where(eq(facility.communityId, communityId)).orderBy(asc(facility.code))
}

export async function saveFacilities(tx: Queryable, rows: (typeof facility.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(facility)
    .values(rows)
    .onConflictDoUpdate({
      target: [facility.communityId, facility.code],
      set: {
        type: sql`excluded.type`,
        location: sql`excluded.location`,
        inspectionDueOn: sql`excluded.inspection_due_on`,
        maintainer: sql`excluded.maintainer`,
        maintainerPhone: sql`excluded.maintainer_phone`,
        sample: sql`excluded.sample`,
      },
    })
}
