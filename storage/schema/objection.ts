import { date, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** 异议: what an owner objects to, without who it was. */
export const objection = pgTable(
  'objection',
  {
    /** the receipt: YY20261123-0001 */
    id: text().primaryKey(),
    communityId: text('community_id').notNull(),
    /** the catalogue item or report it is about */
    about: text(),
    text: text().notNull(),
    /** how many said the same */
    times: integer().notNull().default(1),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    reply: text(),
    repliedAt: timestamp('replied_at', { withTimezone: true }),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (t) => [index('objection_community').on(t.communityId, t.receivedAt)],
)

/** How often one voice spoke on one day: the voice is a keyed hash that changes daily and names nobody. */
export const voice = pgTable(
  'voice',
  {
    what: text().$type<'objection' | 'urge'>().notNull(),
    token: text().notNull(),
    on: date({ mode: 'string' }).notNull(),
    times: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.what, t.token, t.on] })],
)

/** 催公示: how many asked for an item that is not there, in one month. */
export const urge = pgTable(
  'urge',
  {
    communityId: text('community_id').notNull(),
    code: text().notNull(),
    /** 2026-11 */
    month: text().notNull(),
    times: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.code, t.month] })],
)

/** Keys this deployment signs with, made when first needed. */
export const secret = pgTable('secret', { name: text().primaryKey(), value: text().notNull() })
