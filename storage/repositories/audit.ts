import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { auditEvent, auditHead, auditPerson } from '../schema/index.ts'

export type AuditEvent = typeof auditEvent.$inferSelect
export type AuditHead = { seq: number; hash: string }

const headId = 1
const chunk = 1000
const shown = { seq: auditHead.seq, hash: auditHead.hash }

export async function findAuditHead(db: Queryable): Promise<AuditHead | undefined> {
  return (await db.select(shown).from(auditHead).where(eq(auditHead.id, headId)))[0]
}

/** Locks the end of the chain until the transaction ends; `first` is where a new chain begins. */
export async function lockAuditHead(tx: Queryable, first: AuditHead): Promise<AuditHead> {
  const lock = () => tx.select(shown).from(auditHead).where(eq(auditHead.id, headId)).for('update')
  const [head] = await lock()
  if (head) return head
  await tx
    .insert(auditHead)
    .values({ id: headId, ...first })
    .onConflictDoNothing()
  return (await lock())[0]!
}

/** Adds rows that continue the locked head. */
export async function appendAudit(tx: Queryable, events: AuditEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += chunk) await tx.insert(auditEvent).values(events.slice(at, at + chunk))
  const { seq, hash } = events.at(-1)!
  await tx.update(auditHead).set({ seq, hash }).where(eq(auditHead.id, headId))
}

/** Up to `limit` rows after `seq`, in the order of the chain. */
export async function listAuditAfter(db: Queryable, seq: number, limit: number): Promise<AuditEvent[]> {
  return db.select().from(auditEvent).where(gt(auditEvent.seq, seq)).orderBy(asc(auditEvent.seq)).limit(limit)
}

/** The newest rows of all, newest first. */
export async function listNewestAudit(db: Queryable, limit: number): Promise<AuditEvent[]> {
  return db.select().from(auditEvent).orderBy(desc(auditEvent.seq)).limit(limit)
}

/** The token of a person, given out the first time it is asked for. */
export async function tokenOf(tx: Queryable, channel: ChannelName, userId: string): Promise<string> {
  const mine = and(eq(auditPerson.channel, channel), eq(auditPerson.userId, userId))
  const find = async () => (await tx.select({ token: auditPerson.token }).from(auditPerson).where(mine))[0]?.token
  const known = await find()
  if (known) return known
  await tx
    .insert(auditPerson)
    .values({ token: sql`'p-' || replace(gen_random_uuid()::text, '-', '')`, channel, userId })
    .onConflictDoNothing()
  return (await find())!
}

export async function deletePerson(tx: Queryable, channel: ChannelName, userId: string): Promise<void> {
  await tx.delete(auditPerson).where(and(eq(auditPerson.channel, channel), eq(auditPerson.userId, userId)))
}
