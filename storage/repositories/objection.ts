import { and, eq, getTableColumns, gt, isNull, like, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { community, objection, secret, urge, voice } from '../schema/index.ts'

export type Objection = typeof objection.$inferSelect

export async function insertObjection(tx: Queryable, row: typeof objection.$inferInsert): Promise<void> {
  await tx.insert(objection).values(row)
}

export async function findObjection(db: Queryable, id: string): Promise<Objection | undefined> {
  return (await db.select().from(objection).where(eq(objection.id, id)))[0]
}

/** Locks the row until the transaction ends. */
export async function lockObjection(tx: Queryable, id: string): Promise<Objection | undefined> {
  return (await tx.select().from(objection).where(eq(objection.id, id)).for('update'))[0]
}

export async function listOpenObjections(db: Queryable, communityId: string): Promise<Objection[]> {
  return db
    .select()
    .from(objection)
    .where(and(eq(objection.communityId, communityId), isNull(objection.closedAt)))
    .orderBy(objection.id)
}

/** Every objection of a workspace's estates that nobody has answered, oldest first. */
export async function listUnanswered(db: Queryable, workspaceId: string): Promise<Objection[]> {
  return db
    .select(getTableColumns(objection))
    .from(objection)
    .innerJoin(community, eq(community.id, objection.communityId))
    .where(and(eq(community.workspaceId, workspaceId), isNull(objection.closedAt), isNull(objection.reply)))
    .orderBy(objection.id)
}

/** Answered since then, oldest first. */
export async function listReplied(db: Queryable, communityId: string, since: Date): Promise<Objection[]> {
  return db
    .select()
    .from(objection)
    .where(and(eq(objection.communityId, communityId), gt(objection.repliedAt, since)))
    .orderBy(objection.repliedAt)
}

/** How many receipts begin with `prefix`; the caller holds the lock on numbering. */
export async function countReceipts(db: Queryable, prefix: string): Promise<number> {
  const found = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(objection)
    .where(like(objection.id, `${prefix}%`))
  return found[0]!.n
}

/** One at a time gives out receipts, until its transaction ends. */
export async function lockReceipts(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('objection receipts'))`)
}

export async function updateObjection(
  tx: Queryable,
  id: string,
  set: Partial<Pick<Objection, 'times' | 'reply' | 'repliedAt' | 'closedAt'>>,
): Promise<void> {
  await tx.update(objection).set(set).where(eq(objection.id, id))
}

/** Counts this voice once more today and answers how often it has spoken. */
export async function countVoice(tx: Queryable, what: 'objection' | 'urge', token: string, on: string): Promise<number> {
  const [row] = await tx
    .insert(voice)
    .values({ what, token, on, times: 1 })
    .onConflictDoUpdate({ target: [voice.what, voice.token, voice.on], set: { times: sql`${voice.times} + 1` } })
    .returning({ times: voice.times })
  return row!.times
}

/** Adds one to the month's count of an item and answers the sum. */
export async function addUrge(tx: Queryable, communityId: string, code: string, month: string): Promise<number> {
  const [row] = await tx
    .insert(urge)
    .values({ communityId, code, month, times: 1 })
    .onConflictDoUpdate({ target: [urge.communityId, urge.code, urge.month], set: { times: sql`${urge.times} + 1` } })
    .returning({ times: urge.times })
  return row!.times
}

/** The month's counts of an estate by item. */
export async function urgesOf(db: Queryable, communityId: string, month: string): Promise<Map<string, number>> {
  const found = await db
    .select({ code: urge.code, times: urge.times })
    .from(urge)
    .where(and(eq(urge.communityId, communityId), eq(urge.month, month)))
  return new Map(found.map(({ code, times }) => [code, times]))
}

/** The key of this name; `fresh` becomes it when there is none yet. */
export async function secretNamed(tx: Queryable, name: string, fresh: string): Promise<string> {
  await tx.insert(secret).values({ name, value: fresh }).onConflictDoNothing()
  return (await tx.select().from(secret).where(eq(secret.name, name)))[0]!.value
}
