import { and, asc, desc, eq, inArray, lte, max, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { boardLink, clockCard, community, contract, disclosure, facility } from '../schema/index.ts'

export type Community = typeof community.$inferSelect
export type Contract = typeof contract.$inferSelect
export type DisclosureRow = typeof disclosure.$inferSelect
export type Facility = typeof facility.$inferSelect
export type BoardLink = typeof boardLink.$inferSelect

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

export async function findContract(db: Queryable, id: string): Promise<Contract | undefined> {
  return (await db.select().from(contract).where(eq(contract.id, id)))[0]
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

export async function listFacilities(db: Queryable, communityId: string): Promise<Facility[]> {
  return db.select().from(facility).where(eq(facility.communityId, communityId)).orderBy(asc(facility.code))
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

export async function insertBoardLink(tx: Queryable, row: typeof boardLink.$inferInsert): Promise<void> {
  await tx.insert(boardLink).values(row)
}

export async function findBoardLink(db: Queryable, id: string): Promise<BoardLink | undefined> {
  return (await db.select().from(boardLink).where(eq(boardLink.id, id)))[0]
}

/** The link of a group that is good for longest. */
export async function findChatBoardLink(
  db: Queryable,
  communityId: string,
  channel: ChannelName,
  chatId: string,
): Promise<BoardLink | undefined> {
  const mine = and(eq(boardLink.communityId, communityId), eq(boardLink.channel, channel), eq(boardLink.chatId, chatId))
  return (await db.select().from(boardLink).where(mine).orderBy(desc(boardLink.expiresAt)).limit(1))[0]
}

/** Takes back every link to an estate's board that is still good. */
export async function revokeBoardLinks(tx: Queryable, communityId: string, at: Date): Promise<number> {
  const gone = await tx
    .update(boardLink)
    .set({ revokedAt: at })
    .where(
      and(
        eq(boardLink.communityId, communityId),
        sql`${boardLink.revokedAt} is null and ${boardLink.expiresAt} > ${at.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: boardLink.id })
  return gone.length
}

/** The day (YYYY-MM-DD) this group last had its card of clocks. */
export async function lastClockCard(db: Queryable, channel: ChannelName, chatId: string): Promise<string | undefined> {
  const mine = and(eq(clockCard.channel, channel), eq(clockCard.chatId, chatId))
  return (
    (
      await db
        .select({ on: max(clockCard.on) })
        .from(clockCard)
        .where(mine)
    )[0]?.on ?? undefined
  )
}

/** @returns false where the group has had that day’s card */
export async function insertClockCard(tx: Queryable, channel: ChannelName, chatId: string, on: string): Promise<boolean> {
  return (await tx.insert(clockCard).values({ channel, chatId, on }).onConflictDoNothing().returning({ on: clockCard.on })).length > 0
}
