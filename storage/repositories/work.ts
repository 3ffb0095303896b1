import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { card, plan, progress, task } from '../schema/index.ts'

export type Plan = typeof plan.$inferSelect
export type Task = typeof task.$inferSelect
export type Progress = typeof progress.$inferSelect
export type Card = typeof card.$inferSelect

export async function findPlan(db: Queryable, id: string): Promise<Plan | undefined> {
  return (await db.select().from(plan).where(eq(plan.id, id)))[0]
}

export async function listPlans(db: Queryable, workspaceId?: string, only: { ownLadder?: boolean } = {}): Promise<Plan[]> {
  return db
    .select()
    .from(plan)
    .where(and(workspaceId ? eq(plan.workspaceId, workspaceId) : undefined, only.ownLadder ? isNotNull(plan.ladder) : undefined))
    .orderBy(plan.setUpOn, plan.id)
}

/** False when the plan is there already. */
export async function insertPlan(tx: Queryable, row: Plan): Promise<boolean> {
  return (await tx.insert(plan).values(row).onConflictDoNothing().returning({ id: plan.id })).length > 0
}

export async function saveLadder(tx: Queryable, planId: string, ladder: Plan['ladder']): Promise<void> {
  await tx.update(plan).set({ ladder }).where(eq(plan.id, planId))
}

export async function listTasks(db: Queryable, planId: string, no?: number): Promise<Task[]> {
  return db
    .select()
    .from(task)
    .where(and(eq(task.planId, planId), no === undefined ? undefined : eq(task.no, no)))
    .orderBy(task.no)
}

/** Adds tasks, or replaces those with the same number. */
export async function saveTasks(tx: Queryable, rows: Task[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(task)
    .values(rows)
    .onConflictDoUpdate({
      target: [task.planId, task.no],
      set: {
        task: sql`excluded.task`,
        requirement: sql`excluded.requirement`,
        deadline: sql`excluded.deadline`,
        lead: sql`excluded.lead`,
        support: sql`excluded.support`,
        clauseId: sql`excluded.clause_id`,
        schedule: sql`excluded.schedule`,
        requirementSchedule: sql`excluded.requirement_schedule`,
        quotas: sql`excluded.quotas`,
        defects: sql`excluded.defects`,
      },
    })
}

export async function insertProgress(tx: Queryable, row: typeof progress.$inferInsert): Promise<Progress> {
  return (await tx.insert(progress).values(row).returning())[0]!
}

/** The newest standing report per occurrence and unit. */
export async function listLatestProgress(db: Queryable, planId: string): Promise<Progress[]> {
  return db
    .selectDistinctOn([progress.occurrence, progress.unit])
    .from(progress)
    .where(and(eq(progress.planId, planId), isNull(progress.withdrawnAt)))
    .orderBy(progress.occurrence, progress.unit, desc(progress.id))
}

export async function listProgressBetween(db: Queryable, planId: string, from: Date, to: Date): Promise<Progress[]> {
  return db
    .select()
    .from(progress)
    .where(and(eq(progress.planId, planId), gte(progress.at, from), lt(progress.at, to), isNull(progress.withdrawnAt)))
    .orderBy(progress.id)
}

/** What this person last reported on this card. */
export async function findLastOnCard(db: Queryable, cardKey: string, channel: ChannelName, userId: string): Promise<Progress | undefined> {
  return (
    await db
      .select()
      .from(progress)
      .where(and(eq(progress.cardKey, cardKey), eq(progress.channel, channel), eq(progress.userId, userId), isNull(progress.withdrawnAt)))
      .orderBy(desc(progress.id))
      .limit(1)
  )[0]
}

/** What this person last reported on any of these plans. */
export async function findLastOf(db: Queryable, planIds: string[], channel: ChannelName, userId: string): Promise<Progress | undefined> {
  const own = and(inArray(progress.planId, planIds), eq(progress.channel, channel), eq(progress.userId, userId))
  return (
    await db
      .select()
      .from(progress)
      .where(and(own, isNull(progress.withdrawnAt)))
      .orderBy(desc(progress.id))
      .limit(1)
  )[0]
}

/** The unit's report before this one, about the same work. */
export async function findProgressBefore(db: Queryable, row: Progress): Promise<Progress | undefined> {
  const same = and(eq(progress.planId, row.planId), eq(progress.occurrence, row.occurrence), eq(progress.unit, row.unit))
  const earlier = and(same, lt(progress.id, row.id), isNull(progress.withdrawnAt))
  return (await db.select().from(progress).where(earlier).orderBy(desc(progress.id)).limit(1))[0]
}

/** Takes back what a recalled message had reported; work that is 办结 stays so. */
export async function withdrawProgress(tx: Queryable, channel: ChannelName, messageId: string, at: Date): Promise<Progress[]> {
  return tx
    .update(progress)
    .set({ withdrawnAt: at })
    .where(
      and(
        eq(progress.channel, channel),
        eq(progress.sourceMessageId, messageId),
        isNull(progress.withdrawnAt),
        sql`not exists (select 1 from review_request r where r.kind = 'completion' and r.state = 'approved'
          and (r.payload->>'progressId')::bigint = ${progress.id})`,
      ),
    )
    .returning()
}

/** Takes back one report. */
export async function withdrawReport(tx: Queryable, id: number, at: Date): Promise<Progress[]> {
  return tx
    .update(progress)
    .set({ withdrawnAt: at })
    .where(and(eq(progress.id, id), isNull(progress.withdrawnAt)))
    .returning()
}

/** Adds cards and returns those that were not there yet. */
export async function insertCards(tx: Queryable, cards: Card[]): Promise<Card[]> {
  return cards.length === 0 ? [] : tx.insert(card).values(cards).onConflictDoNothing().returning()
}

/** Locks the card: two people may press at once, the second sees the first one's version. */
export async function lockCard(tx: Queryable, key: string): Promise<Card | undefined> {
  return (await tx.select().from(card).where(eq(card.key, key)).for('update'))[0]
}

export async function findLatestCard(db: Queryable, workspaceId: string, unit: string): Promise<Card | undefined> {
  return (
    await db
      .select()
      .from(card)
      .where(and(eq(card.workspaceId, workspaceId), eq(card.unit, unit)))
      .orderBy(desc(card.on))
      .limit(1)
  )[0]
}

/** The newest card of each unit: what stands in the groups and is kept current. */
export async function listLatestCards(db: Queryable, workspaceId: string): Promise<Card[]> {
  return db.selectDistinctOn([card.unit]).from(card).where(eq(card.workspaceId, workspaceId)).orderBy(card.unit, desc(card.on))
}

/** @returns the version the next form is made from */
export async function raiseCardVersion(tx: Queryable, key: string): Promise<number> {
  const raised = await tx
    .update(card)
    .set({ version: sql`${card.version} + 1` })
    .where(eq(card.key, key))
    .returning({ version: card.version })
  return raised[0]!.version
}
