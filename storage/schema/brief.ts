import { bigint, date, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Brief } from '#src/domain/brief/brief.ts'

/** A 双月点评 as it was given: what its files are made from whenever somebody opens them. */
export const brief = pgTable(
  'brief',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    planId: text('plan_id').notNull(),
    on: date('on', { mode: 'string' }).notNull(),
    content: jsonb().$type<Brief>().notNull(),
    /** whoever holds it may open the files until `expiresAt` */
    token: text().notNull().unique(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [index('brief_plan').on(t.planId, t.on)],
)
