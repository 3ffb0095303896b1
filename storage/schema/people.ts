import { boolean, date, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { ChannelName } from '#src/message.ts'

/** One district's deployment within the service: its plans, groups and units. */
export const workspace = pgTable('workspace', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** 海淀区: the district whose documents come first */
  district: text().notNull(),
})

export type UnitKind = 'bureau' | 'street' | 'community' | 'company'

export const unit = pgTable(
  'unit',
  {
    workspaceId: text('workspace_id').notNull(),
    name: text().notNull(),
    aliases: text().array().notNull().default([]),
    kind: text().$type<UnitKind>().notNull(),
    /** where it stands in the district's own order of its units */
    position: integer(),
    sample: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.name] })],
)

export type ChatKind = 'work' | 'owner'

/** A group (or direct chat) the bot has met; `kind` is empty until somebody binds it. */
export const chat = pgTable(
  'chat',
  {
    channel: text().$type<ChannelName>().notNull(),
    chatId: text('chat_id').notNull(),
    name: text(),
    kind: text().$type<ChatKind>(),
    workspaceId: text('workspace_id'),
    /** work groups of one unit; absent: the whole task force */
    unit: text(),
    /** owner groups: the estate */
    communityId: text('community_id'),
    state: text().$type<'met' | 'bound' | 'gone'>().notNull(),
    /** the one hint an unbound group gets */
    hintedAt: timestamp('hinted_at', { withTimezone: true }),
    boundBy: text('bound_by'),
    boundAt: timestamp('bound_at', { withTimezone: true }),
    /** platform time of the last coming or going of the bot: what happened before it changes nothing any more */
    changedAt: timestamp('changed_at', { withTimezone: true }),
    /** who owns the group on its platform */
    ownerId: text('owner_id'),
    /** everything said up to here has been read */
    readUpTo: timestamp('read_up_to', { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.channel, t.chatId] }), index('chat_workspace').on(t.workspaceId)],
)

export type Role = 'lead' | 'head' | 'liaison' | 'street' | 'community' | 'committee' | 'property' | 'owner'

export const member = pgTable(
  'member',
  {
    channel: text().$type<ChannelName>().notNull(),
    userId: text('user_id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    unit: text().notNull(),
    role: text().$type<Role>().notNull(),
    name: text(),
    /** last day of a delegation */
    untilOn: date('until_on', { mode: 'string' }),
  },
  (t) => [primaryKey({ columns: [t.channel, t.userId, t.workspaceId, t.unit] }), index('member_workspace').on(t.workspaceId)],
)
