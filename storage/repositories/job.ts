import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { chat, jobFailure, jobRun } from '../schema/index.ts'
import type { ChatKind } from '../schema/people.ts'
import type { Chat } from './people.ts'

/** True for the one transaction that may run this slot; the row commits with the slot's effects. */
export async function claimSlot(tx: Queryable, job: string, slot: string, at: Date): Promise<boolean> {
  const claimed = await tx.insert(jobRun).values({ job, slot, at }).onConflictDoNothing().returning({ job: jobRun.job })
  return claimed.length > 0
}

/** As `claimSlot` for several jobs at once: the names of those that were free. */
export async function claimSlots(tx: Queryable, jobs: string[], slot: string, at: Date): Promise<Set<string>> {
  const claimed = await tx
    .insert(jobRun)
    .values(jobs.map((job) => ({ job, slot, at })))
    .onConflictDoNothing()
    .returning({ job: jobRun.job })
  return new Set(claimed.map(({ job }) => job))
}

/** Of these jobs, those whose turn in this slot has been. */
export async function listRun(db: Queryable, jobs: string[], slot: string): Promise<Set<string>> {
  if (jobs.length === 0) return new Set()
  const ran = await db
    .select({ job: jobRun.job })
    .from(jobRun)
    .where(and(inArray(jobRun.job, jobs), eq(jobRun.slot, slot)))
  return new Set(ran.map(({ job }) => job))
}

export type JobFailure = typeof jobFailure.$inferSelect

/** Bound groups of this kind whose turn of this job in this slot has not come yet, and whose failed one may be tried again. */
export async function listUnrun(db: Queryable, job: string, slot: string, kind: ChatKind): Promise<Chat[]> {
  const name = sql`${job} || ':' || ${chat.channel} || ':' || ${chat.chatId}`
  const ran = sql`exists (select 1 from ${jobRun} where ${jobRun.slot} = ${slot} and ${jobRun.job} = ${name})`
  const resting = sql`exists (select 1 from ${jobFailure} where ${jobFailure.job} = ${name}
    and ${jobFailure.slot} = ${slot} and ${jobFailure.nextAt} > now())`
  return db
    .select()
    .from(chat)
    .where(and(eq(chat.state, 'bound'), eq(chat.kind, kind), sql`not ${ran}`, sql`not ${resting}`))
    .orderBy(chat.channel, chat.chatId)
}

/** Twice as long after each try, up to five minutes. */
const firstPauseS = 5
const longestPauseS = 300

/**
 * Counts a failed try and puts off the next one. Undefined when another replica has just counted the same: then
 * there is nothing new to say.
 */
export async function noteFailure(db: Queryable, failed: { job: string; slot: string; error: string }): Promise<JobFailure | undefined> {
  const attempts = sql`case when ${jobFailure.slot} = excluded.slot then ${jobFailure.attempts} + 1 else 1 end`
  const pause = (tries: ReturnType<typeof sql>) =>
    sql`now() + make_interval(secs => least(${longestPauseS}::float8, ${firstPauseS}::float8 * power(2, (${tries}) - 1)))`
  const noted = await db
    .insert(jobFailure)
    .values({ ...failed, attempts: 1, nextAt: pause(sql`1`) })
    .onConflictDoUpdate({
      target: jobFailure.job,
      set: { slot: failed.slot, error: failed.error, attempts, nextAt: pause(attempts) },
      setWhere: sql`${jobFailure.slot} <> excluded.slot or ${jobFailure.nextAt} <= now()`,
    })
    .returning()
  return noted[0]
}

export async function forgetFailures(tx: Queryable, jobs: string[]): Promise<void> {
  await tx.delete(jobFailure).where(inArray(jobFailure.job, jobs))
}

/** Jobs whose last turn failed. */
export async function listFailures(db: Queryable): Promise<JobFailure[]> {
  return db.select().from(jobFailure).orderBy(jobFailure.job)
}

/** Those of these jobs whose failed turn may be tried again now. */
export async function listRetriable(db: Queryable, jobs: string[]): Promise<JobFailure[]> {
  return db
    .select()
    .from(jobFailure)
    .where(and(inArray(jobFailure.job, jobs), lte(jobFailure.nextAt, sql`now()`)))
}

/** A turn that nobody has tried again for three days has gone by: its group is no longer ours, or its day is over. */
export async function purgeFailures(db: Queryable): Promise<void> {
  await db.delete(jobFailure).where(lte(jobFailure.nextAt, sql`now() - interval '3 days'`))
}
