import { integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** 物业服务诉求 of one street in one month. */
export const appealMonth = pgTable(
  'appeal_month',
  {
    workspaceId: text('workspace_id').notNull(),
    /** YYYY-MM */
    month: text().notNull(),
    street: text().notNull(),
    count: integer().notNull(),
    /** what the count is divided by, and what it counts: 常住人口, 户数 … */
    base: integer(),
    baseKind: text('base_kind'),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.month, t.street] })],
)

/** An estate among the city's first hundred by 诉求 in one month. */
export const appealEstate = pgTable(
  'appeal_estate',
  {
    workspaceId: text('workspace_id').notNull(),
    month: text().notNull(),
    street: text().notNull(),
    name: text().notNull(),
    count: integer().notNull(),
    /** its place in the city's own list */
    rank: integer(),
    households: integer(),
    topics: text().array().notNull().default([]),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.month, t.street, t.name] })],
)

/** What the task force has laid down where the documents are silent; a newer row replaces the older. */
export const indicatorDefinition = pgTable(
  'indicator_definition',
  {
    workspaceId: text('workspace_id').notNull(),
    indicator: text().$type<'appeal-rate'>().notNull(),
    numerator: text().notNull(),
    denominator: text().notNull(),
    /** by whose word */
    basis: text().notNull(),
    by: text('by').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.indicator] })],
)
