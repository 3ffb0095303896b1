import { boolean, date, integer, jsonb, numeric, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ReportSection } from '#src/domain/reports/report.ts'

/** 小区 */
export const community = pgTable('community', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text().notNull(),
  aka: text().array().notNull().default([]),
  street: text(),
  type: text(),
  managementMode: text('management_mode'),
  committee: text(),
  households: integer(),
  areaM2: numeric('area_m2', { precision: 12, scale: 2 }),
  company: text(),
  sample: boolean().notNull().default(false),
})

export const contract = pgTable('contract', {
  id: text().primaryKey(),
  communityId: text('community_id').notNull(),
  company: text().notNull(),
  kind: text().$type<'前期' | '正式' | '应急'>().notNull(),
  startOn: date('start_on', { mode: 'string' }).notNull(),
  endOn: date('end_on', { mode: 'string' }).notNull(),
  feeMode: text('fee_mode').$type<'包干' | '酬金'>(),
  sample: boolean().notNull().default(false),
})

/** One published version of one catalogue item; a correction is a new version, never a change. */
export const disclosure = pgTable(
  'disclosure',
  {
    id: text().primaryKey(),
    communityId: text('community_id').notNull(),
    code: text().notNull(),
    title: text().notNull(),
    lines: jsonb().$type<{ label: string; value?: string }[]>().notNull(),
    version: integer().notNull(),
    publishedOn: date('published_on', { mode: 'string' }).notNull(),
    preparedBy: text('prepared_by').notNull(),
    sample: boolean().notNull().default(false),
  },
  (t) => [uniqueIndex('disclosure_version').on(t.communityId, t.code, t.version)],
)

export const report = pgTable('report', {
  id: text().primaryKey(),
  communityId: text('community_id').notNull(),
  periodLabel: text('period_label').notNull(),
  periodType: text('period_type').$type<'month' | 'quarter' | 'year'>().notNull(),
  fromOn: date('from_on', { mode: 'string' }).notNull(),
  toOn: date('to_on', { mode: 'string' }).notNull(),
  preparedBy: text('prepared_by').notNull(),
  reviewedBy: text('reviewed_by'),
  version: integer().notNull().default(1),
  status: text().$type<'draft' | 'reviewed' | 'published'>().notNull(),
  /** the day on which it goes to the owner groups */
  publishOn: date('publish_on', { mode: 'string' }),
  publishedAt: timestamp('published_at', { withTimezone: true }),
  hash: text().notNull(),
  sections: jsonb().$type<ReportSection[]>().notNull(),
  sample: boolean().notNull().default(false),
})
