import { and, desc, eq, gte, isNull, or, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { type ConfirmationState, chat, community, confirmation, forwarding, outbound } from '../schema/index.ts'

export type GroupPublication = Pick<typeof outbound.$inferSelect, 'key' | 'channel' | 'chatId' | 'state' | 'error' | 'sentAt'> & {
  confirmation: ConfirmationState | null
  chatName: string | null
  communityId: string | null
  communityName: string
}

/** Reports and open days sent to a district's owner groups since, newest first. */
export async function listPublicationsSince(db: Queryable, workspaceId: string, since: Date): Promise<GroupPublication[]> {
  const { key, channel, chatId, state, error, sentAt } = outbound
  return db
    .select({
      ...{ key, channel, chatId, state, error, sentAt },
      ...{ confirmation: confirmation.state, chatName: chat.name, communityId: chat.communityId, communityName: community.name },
    })
    .from(outbound)
    .innerJoin(chat, and(eq(chat.channel, outbound.channel), eq(chat.chatId, outbound.chatId)))
    .innerJoin(community, eq(community.id, chat.communityId))
    .leftJoin(confirmation, eq(confirmation.key, outbound.key))
    .where(
      and(
        eq(chat.workspaceId, workspaceId),
        eq(chat.kind, 'owner'),
        gte(outbound.createdAt, since),
        or(sql`starts_with(${outbound.key}, 'report:')`, sql`starts_with(${outbound.key}, 'openday:')`),
      ),
    )
    .orderBy(desc(outbound.createdAt), outbound.key)
}

export type OpenForwarding = { key: string; subject: string; communityId: string; communityName: string; givenAt: Date }

/** Kits given since and not ticked, oldest first. */
export async function listOpenForwardings(db: Queryable, workspaceId: string, since: Date): Promise<OpenForwarding[]> {
  const { key, subject, communityId, givenAt } = forwarding
  return db
    .select({ key, subject, communityId, givenAt, communityName: community.name })
    .from(forwarding)
    .innerJoin(community, eq(community.id, forwarding.communityId))
    .where(and(eq(community.workspaceId, workspaceId), gte(forwarding.givenAt, since), isNull(forwarding.forwardedAt)))
    .orderBy(forwarding.givenAt, forwarding.key)
}
