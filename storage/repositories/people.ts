import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { chat, member, unit, workspace } from '../schema/index.ts'

export type Workspace = typeof workspace.$inferSelect
export type Unit = typeof unit.$inferSelect
export type Chat = typeof chat.$inferSelect
export type Member = typeof member.$inferSelect

export async function findWorkspace(db: Queryable, id: string): Promise<Workspace | undefined> {
  return (await db.select().from(workspace).where(eq(workspace.id, id)))[0]
}

export async function listWorkspaces(db: Queryable): Promise<Workspace[]> {
  return db.select().from(workspace).orderBy(workspace.id)
}

export async function saveWorkspace(tx: Queryable, row: Workspace): Promise<void> {
  await tx.insert(workspace).values(row).onConflictDoNothing()
}

export async function listUnits(db: Queryable, workspaceId: string): Promise<Unit[]> {
  return db.select().from(unit).where(eq(unit.workspaceId, workspaceId)).orderBy(unit.name)
}

/** Adds or replaces units by name. */
export async function saveUnits(tx: Queryable, rows: (typeof unit.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(unit)
    .values(rows)
    .onConflictDoUpdate({
      target: [unit.workspaceId, unit.name],
      set: {
        aliases: sql`excluded.aliases`,
        kind: sql`excluded.kind`,
        position: sql`coalesce(excluded.position, ${unit.position})`,
        sample: sql`excluded.sample`,
      },
    })
}

export async function findChat(db: Queryable, channel: ChannelName, chatId: string): Promise<Chat | undefined> {
  return (
    await db
      .select()
      .from(chat)
      .where(and(eq(chat.channel, channel), eq(chat.chatId, chatId)))
  )[0]
}

export async function listChats(db: Queryable, workspaceId?: string): Promise<Chat[]> {
  const where = workspaceId ? eq(chat.workspaceId, workspaceId) : isNotNull(chat.chatId)
  return db.select().from(chat).where(where).orderBy(chat.channel, chat.chatId)
}

/** Reads a chat to change it: whoever else would waits until this transaction ends, also while there is no row yet. */
export async function lockChat(tx: Queryable, channel: ChannelName, chatId: string): Promise<Chat | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`chat:${channel}:${chatId}`}))`)
  return findChat(tx, channel, chatId)
}

export async function saveChat(tx: Queryable, row: typeof chat.$inferInsert): Promise<void> {
  await tx
    .insert(chat)
    .values(row)
    .onConflictDoUpdate({ target: [chat.channel, chat.chatId], set: row })
}

/** We are no longer in this chat, as its platform said when we wanted to send there. */
export async function markChatGone(tx: Queryable, channel: ChannelName, chatId: string, at: Date): Promise<void> {
  await tx
    .insert(chat)
    .values({ channel, chatId, state: 'gone', changedAt: at })
    .onConflictDoUpdate({ target: [chat.channel, chat.chatId], set: { state: 'gone', changedAt: at } })
}

export async function saveReadUpTo(db: Queryable, channel: ChannelName, chatId: string, at: Date): Promise<void> {
  await db
    .update(chat)
    .set({ readUpTo: at })
    .where(and(eq(chat.channel, channel), eq(chat.chatId, chatId)))
}

export async function listMemberships(db: Queryable, channel: ChannelName, userId: string): Promise<Member[]> {
  return db
    .select()
    .from(member)
    .where(and(eq(member.channel, channel), eq(member.userId, userId)))
    .orderBy(member.unit)
}

export async function listMembers(db: Queryable, workspaceId: string): Promise<Member[]> {
  return db.select().from(member).where(eq(member.workspaceId, workspaceId)).orderBy(member.unit, member.userId)
}

export async function saveMember(tx: Queryable, row: typeof member.$inferInsert): Promise<void> {
  await tx
    .insert(member)
    .values(row)
    .onConflictDoUpdate({
      target: [member.channel, member.userId, member.workspaceId, member.unit],
      set: { role: row.role, name: row.name ?? null, untilOn: row.untilOn ?? null },
    })
}

export async function deleteMember(tx: Queryable, channel: ChannelName, userId: string): Promise<number> {
  const gone = await tx
    .delete(member)
    .where(and(eq(member.channel, channel), eq(member.userId, userId)))
    .returning({ unit: member.unit })
  return gone.length
}
