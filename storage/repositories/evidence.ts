import { and, eq, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { ProofKind } from '#src/domain/ledger/kind.ts'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { attachment, evidence, progress } from '../schema/index.ts'
import type { Attachment } from './attachment.ts'
import type { Progress } from './work.ts'

export type Evidence = typeof evidence.$inferSelect

export async function insertEvidence(tx: Queryable, added: (typeof evidence.$inferInsert)[]): Promise<void> {
  if (added.length > 0) await tx.insert(evidence).values(added).onConflictDoNothing()
}

/** What a message brought and what it proves. */
export async function listEvidenceOfMessage(db: Queryable, channel: ChannelName, messageId: string): Promise<Evidence[]> {
  return db
    .select()
    .from(evidence)
    .where(and(eq(evidence.channel, channel), eq(evidence.messageId, messageId)))
}

/** A report takes what came in its message, and what its reporter had sent in answer to the same card and proves nothing yet. */
export async function takeEvidence(tx: Queryable, { id, channel, userId, sourceMessageId, cardKey }: Progress): Promise<void> {
  const sentBefore = cardKey ? and(eq(evidence.cardKey, cardKey), eq(evidence.userId, userId)) : undefined
  await tx
    .update(evidence)
    .set({ progressId: id })
    .where(
      and(
        eq(evidence.channel, channel),
        isNull(evidence.progressId),
        isNull(evidence.itemId),
        or(eq(evidence.messageId, sourceMessageId), sentBefore),
      ),
    )
}

/** What a message brought and proves nothing yet becomes evidence of a report. */
export async function giveEvidence(
  tx: Queryable,
  { channel, messageId }: Pick<Evidence, 'channel' | 'messageId'>,
  id: number,
): Promise<void> {
  await tx
    .update(evidence)
    .set({ progressId: id })
    .where(and(eq(evidence.channel, channel), eq(evidence.messageId, messageId), isNull(evidence.progressId), isNull(evidence.itemId)))
}

/** What reports had taken is free again when they are withdrawn. */
export async function releaseEvidence(tx: Queryable, progressIds: number[]): Promise<void> {
  if (progressIds.length > 0) await tx.update(evidence).set({ progressId: null }).where(inArray(evidence.progressId, progressIds))
}

/** A message's files become the file of one proof of 销账. */
export async function proveByMessage(
  tx: Queryable,
  { channel, messageId, itemId, proof }: { channel: ChannelName; messageId: string; itemId: number; proof: ProofKind },
): Promise<number> {
  const given = await tx
    .update(evidence)
    .set({ itemId, proof })
    .where(and(eq(evidence.channel, channel), eq(evidence.messageId, messageId), isNull(evidence.progressId)))
    .returning({ key: evidence.key })
  return given.length
}

const sameFile = and(
  eq(attachment.channel, evidence.channel),
  eq(attachment.messageId, evidence.messageId),
  eq(attachment.key, evidence.key),
  notInArray(attachment.state, ['refused', 'withdrawn']),
)

export type WorkFile = Attachment & { progressId: number; planId: string; occurrence: string; unit: string }

/** What stands as evidence of a plan's work, oldest first. */
export async function listWorkFiles(
  db: Queryable,
  of: { planId: string; occurrence?: string | undefined; unit?: string | undefined },
): Promise<WorkFile[]> {
  const found = await db
    .select({ file: attachment, progress })
    .from(evidence)
    .innerJoin(progress, eq(progress.id, evidence.progressId))
    .innerJoin(attachment, sameFile)
    .where(
      and(
        eq(progress.planId, of.planId),
        isNull(progress.withdrawnAt),
        of.occurrence === undefined ? undefined : eq(progress.occurrence, of.occurrence),
        of.unit === undefined ? undefined : eq(progress.unit, of.unit),
      ),
    )
    .orderBy(evidence.at, evidence.messageId, evidence.key)
  return found.map(({ file, progress: { id, planId, occurrence, unit } }) => ({ ...file, progressId: id, planId, occurrence, unit }))
}

/** The report this file proves. */
export async function findWorkOfFile(
  db: Queryable,
  { channel, messageId, key }: Pick<Attachment, 'channel' | 'messageId' | 'key'>,
): Promise<Progress | undefined> {
  const isFile = and(eq(evidence.channel, channel), eq(evidence.messageId, messageId), eq(evidence.key, key))
  const found = await db.select({ progress }).from(evidence).innerJoin(progress, eq(progress.id, evidence.progressId)).where(isFile)
  return found[0]?.progress
}

export type ProofFile = Attachment & { itemId: number; proof: ProofKind }

export async function listProofFiles(db: Queryable, itemIds: number[]): Promise<ProofFile[]> {
  if (itemIds.length === 0) return []
  const found = await db
    .select({ file: attachment, itemId: evidence.itemId, proof: evidence.proof })
    .from(evidence)
    .innerJoin(attachment, sameFile)
    .where(and(inArray(evidence.itemId, itemIds), isNotNull(evidence.proof)))
    .orderBy(evidence.at, evidence.messageId, evidence.key)
  return found.map(({ file, itemId, proof }) => ({ ...file, itemId: itemId!, proof: proof! }))
}

/** Whether a lead has accepted a report these files prove, or an estate they prove is under review or closed. */
export async function isDecidedOn(db: Queryable, channel: ChannelName, messageId: string): Promise<boolean> {
  const decided = sql`exists (select 1 from review_request r where r.kind = 'completion' and r.state = 'approved'
      and (r.payload->>'progressId')::bigint = ${evidence.progressId})
    or exists (select 1 from ledger_item i where i.id = ${evidence.itemId} and i.state in ('applied', 'streetPassed', 'closed'))`
  const found = await db
    .select({ key: evidence.key })
    .from(evidence)
    .where(and(eq(evidence.channel, channel), eq(evidence.messageId, messageId), decided))
    .limit(1)
  return found.length > 0
}
