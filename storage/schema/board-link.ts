import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** A group's link to what only owners may see. */
export const boardLink = pgTable('board_link', {
  id: text().primaryKey(),
  communityId: text('community_id').notNull(),
  channel: text().notNull(),
  chatId: text('chat_id').notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
})
