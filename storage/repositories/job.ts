import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { chat, jobRun } from '../schema/index.ts'
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

/** Bound groups of this kind whose turn of this job in this slot has not come yet. */
export async function listUnrun(db: Queryable, job: string, slot: string, kind: ChatKind): Promise<Chat[]> {
  const ran = sql`exists (select 1 from ${jobRun} where ${jobRun.slot} = ${slot}
    and ${jobRun.job} = ${job} || ':' || ${chat.channel} || ':' || ${chat.chatId})`
  return db
    .select()
    .from(chat)
    .where(and(eq(chat.state, 'bound'), eq(chat.kind, kind), sql`not ${ran}`))
    .orderBy(chat.channel, chat.chatId)
}
