import { eq, sql } from 'drizzle-orm'
import { type Queryable, rows } from '../db.ts'
import { confirmation } from '../schema/index.ts'

export type Confirmation = typeof confirmation.$inferSelect

export async function insertConfirmation(
  tx: Queryable,
  row: Pick<Confirmation, 'key' | 'channel' | 'chatId' | 'messageId' | 'since'>,
): Promise<void> {
  await tx.insert(confirmation).values(row).onConflictDoNothing()
}

/** Takes the one that is due, and puts its next look off: whoever else looks meanwhile takes another. */
export async function claimConfirmation(db: Queryable, againS: number): Promise<Confirmation | undefined> {
  const [found] = await rows<{ key: string }>(
    db,
    sql`update confirmation set next_at = now() + make_interval(secs => ${againS}) where key = (
      select key from confirmation where state = 'waiting' and next_at <= now() order by next_at limit 1 for update skip locked) returning key`,
  )
  return found && (await db.select().from(confirmation).where(eq(confirmation.key, found.key)))[0]
}

/** What the person did is final: nobody asks again. */
export async function settleConfirmation(db: Queryable, key: string, state: 'ticked' | 'failed', at: Date): Promise<void> {
  await db.update(confirmation).set({ state, settledAt: at }).where(eq(confirmation.key, key))
}
