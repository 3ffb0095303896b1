import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { ChannelName } from '#src/message.ts'

export type ConfirmationState = 'waiting' | 'ticked' | 'failed'

/** A post that was handed over and goes out when a person has confirmed it. */
export const confirmation = pgTable(
  'confirmation',
  {
    /** of the outbound row */
    key: text().primaryKey(),
    channel: text().$type<ChannelName>().notNull(),
    chatId: text('chat_id').notNull(),
    messageId: text('message_id').notNull(),
    state: text().$type<ConfirmationState>().notNull().default('waiting'),
    /** real time of the next look */
    nextAt: timestamp('next_at', { withTimezone: true }).notNull().defaultNow(),
    since: timestamp({ withTimezone: true }).notNull(),
    settledAt: timestamp('settled_at', { withTimezone: true }),
  },
  (t) => [index('confirmation_due').on(t.nextAt)],
)
