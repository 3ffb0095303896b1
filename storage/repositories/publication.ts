import { and, desc, eq, exists, gt, gte, isNull, lte, ne, notExists, or, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { type ConfirmationState, chat, community, confirmation, forwarding, openDay, outbound, report } from '../schema/index.ts'

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

/** Estates with no bound owner group that have a report or an open day to make public; `after` and `until` are days. */
export async function listUnheardEstates(
  db: Queryable,
  workspaceId: string,
  { after, until }: { after: string; until: string },
): Promise<string[]> {
  const groups = db
    .select({ chatId: chat.chatId })
    .from(chat)
    .where(and(eq(chat.communityId, community.id), eq(chat.kind, 'owner'), eq(chat.state, 'bound')))
  const reports = db
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.communityId, community.id), ne(report.status, 'draft'), gt(report.publishOn, after), lte(report.publishOn, until)))
  const since = new Date(`${after}T00:00:00+08:00`)
  const openDays = db
    .select({ id: openDay.id })
    .from(openDay)
    .where(and(eq(openDay.communityId, community.id), or(gt(openDay.announcedAt, since), gt(openDay.recappedAt, since))))
  const found = await db
    .select({ id: community.id })
    .from(community)
    .where(and(eq(community.workspaceId, workspaceId), notExists(groups), or(exists(reports), exists(openDays))))
    .orderBy(community.id)
  return found.map(({ id }) => id)
}
