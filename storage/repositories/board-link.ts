import { and, desc, eq, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { boardLink } from '../schema/index.ts'

export type BoardLink = typeof boardLink.$inferSelect

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
