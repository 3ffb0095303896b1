import { date, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** How often the service contract has something done. */
export const servicePlan = pgTable(
  'service_plan',
  {
    communityId: text('community_id').notNull(),
    /** 楼道保洁 */
    item: text().notNull(),
    kind: text().notNull(),
    times: integer().notNull(),
    per: text().$type<'日' | '周' | '月' | '季' | '年'>().notNull(),
    /** where the contract says so */
    clause: text(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.item] })],
)

/** How often it was done in one month. */
export const serviceDone = pgTable(
  'service_done',
  {
    communityId: text('community_id').notNull(),
    item: text().notNull(),
    /** 2026-09 */
    month: text().notNull(),
    done: integer().notNull(),
    /** why less or more than planned */
    reason: text(),
    /** the record it was counted from */
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.item, t.month] })],
)

/** 业主开放日 */
export const openDay = pgTable(
  'open_day',
  {
    id: text().primaryKey(),
    communityId: text('community_id').notNull(),
    on: date({ mode: 'string' }).notNull(),
    at: text().notNull(),
    place: text().notNull(),
    topics: text().notNull(),
    capacity: integer(),
    announcedAt: timestamp('announced_at', { withTimezone: true }).notNull(),
    /** how many came, once it was held */
    attended: integer(),
    /** what was raised and what becomes of it */
    outcome: text(),
    recappedAt: timestamp('recapped_at', { withTimezone: true }),
  },
  (t) => [index('open_day_community').on(t.communityId, t.on)],
)
