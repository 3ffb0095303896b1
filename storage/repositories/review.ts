import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { type RequestKind, type RequestState, reviewRequest } from '../schema/index.ts'

export type ReviewRequest = typeof reviewRequest.$inferSelect
export type NewRequest = typeof reviewRequest.$inferInsert

export async function insertRequest(tx: Queryable, row: NewRequest): Promise<ReviewRequest> {
  return (await tx.insert(reviewRequest).values(row).returning())[0]!
}

/** Locks it: of two who decide at once the second sees the first one's decision. */
export async function lockRequest(tx: Queryable, id: number): Promise<ReviewRequest | undefined> {
  return (await tx.select().from(reviewRequest).where(eq(reviewRequest.id, id)).for('update'))[0]
}

export type Decision = { state: RequestState; decidedBy: string; decidedName: string | null; decidedAt: Date; decision: string }

export async function closeRequest(tx: Queryable, id: number, decision: Decision): Promise<ReviewRequest> {
  const closed = await tx
    .update(reviewRequest)
    .set({ ...decision, version: sql`${reviewRequest.version} + 1` })
    .where(eq(reviewRequest.id, id))
    .returning()
  return closed[0]!
}

/** What bears on how a plan's work stands today: all that is pending or granted, in the order it was asked. */
export async function listStanding(db: Queryable, planId: string): Promise<ReviewRequest[]> {
  return db
    .select()
    .from(reviewRequest)
    .where(and(eq(reviewRequest.planId, planId), inArray(reviewRequest.state, ['pending', 'approved'])))
    .orderBy(reviewRequest.id)
}

export async function listPending(db: Queryable, workspaceId: string): Promise<ReviewRequest[]> {
  return db
    .select()
    .from(reviewRequest)
    .where(and(eq(reviewRequest.workspaceId, workspaceId), eq(reviewRequest.state, 'pending')))
    .orderBy(reviewRequest.id)
}

/** Everything ever asked or declared about one task, newest first. */
export async function listOfTask(db: Queryable, planId: string, taskNo: number): Promise<ReviewRequest[]> {
  return db
    .select()
    .from(reviewRequest)
    .where(and(eq(reviewRequest.planId, planId), eq(reviewRequest.taskNo, taskNo)))
    .orderBy(desc(reviewRequest.id))
}

/** The pending request of this kind about this work of this unit. */
export async function findPending(
  db: Queryable,
  of: { planId: string; kind: RequestKind; occurrence: string; unit: string },
): Promise<ReviewRequest | undefined> {
  return (
    await db
      .select()
      .from(reviewRequest)
      .where(
        and(
          eq(reviewRequest.planId, of.planId),
          eq(reviewRequest.kind, of.kind),
          eq(reviewRequest.occurrence, of.occurrence),
          eq(reviewRequest.unit, of.unit),
          eq(reviewRequest.state, 'pending'),
        ),
      )
  )[0]
}

/** What a message had asked for and nobody has decided. */
export async function listPendingOfMessage(db: Queryable, channel: ChannelName, messageId: string): Promise<ReviewRequest[]> {
  return db
    .select()
    .from(reviewRequest)
    .where(and(eq(reviewRequest.channel, channel), eq(reviewRequest.messageId, messageId), eq(reviewRequest.state, 'pending')))
    .orderBy(reviewRequest.id)
}

/** By chat: when the oldest of what was asked there and still waits was asked. */
export async function listWaitingSince(db: Queryable, channel: ChannelName): Promise<Map<string, Date>> {
  const found = await db
    .selectDistinctOn([reviewRequest.chatId], { chatId: reviewRequest.chatId, askedAt: reviewRequest.askedAt })
    .from(reviewRequest)
    .where(and(eq(reviewRequest.channel, channel), eq(reviewRequest.state, 'pending'), isNotNull(reviewRequest.chatId)))
    .orderBy(reviewRequest.chatId, reviewRequest.askedAt)
  return new Map(found.map(({ chatId, askedAt }) => [chatId!, askedAt]))
}

/** This person's claims that wait. */
export async function listPendingClaims(db: Queryable, channel: ChannelName, userId: string): Promise<ReviewRequest[]> {
  return db
    .select()
    .from(reviewRequest)
    .where(
      and(
        eq(reviewRequest.channel, channel),
        eq(reviewRequest.userId, userId),
        eq(reviewRequest.kind, 'membership'),
        eq(reviewRequest.state, 'pending'),
      ),
    )
}
