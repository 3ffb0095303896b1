import { and, eq, max } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { clockCard } from '../schema/index.ts'

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
