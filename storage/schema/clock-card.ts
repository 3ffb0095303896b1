import { date, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

/** A card of statutory clocks that a group was sent. */
export const clockCard = pgTable(
  'clock_card',
  {
    channel: text().notNull(),
    chatId: text('chat_id').notNull(),
    on: date({ mode: 'string' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.chatId, t.on] })],
)
