import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { ReportSection } from '#src/domain/reports/report.ts'

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
  /** why this version took the place of the one before */
  correctionReason: text('correction_reason'),
  sample: boolean().notNull().default(false),
})

/** A version of a report as owners have read it, kept when a correction takes its place. */
export const reportVersion = pgTable(
  'report_version',
  {
    reportId: text('report_id').notNull(),
    version: integer().notNull(),
    preparedBy: text('prepared_by').notNull(),
    reviewedBy: text('reviewed_by'),
    publishedAt: timestamp('published_at', { withTimezone: true }),
    hash: text().notNull(),
    sections: jsonb().$type<ReportSection[]>().notNull(),
    correctionReason: text('correction_reason'),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.version] })],
)

/** The long picture of a version, drawn ahead of its day and kept under the ids of its pieces. */
export const reportPicture = pgTable(
  'report_picture',
  {
    reportId: text('report_id').notNull(),
    version: integer().notNull(),
    contents: text().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.version] })],
)

/** The kit a manager's group was given to carry a publication into groups the bot cannot speak in. */
export const forwarding = pgTable(
  'forwarding',
  {
    /** dedupe key of the post that holds it */
    key: text().primaryKey(),
    communityId: text('community_id').notNull(),
    /** report:<id>:v<version> */
    subject: text().notNull(),
    version: integer().notNull().default(1),
    givenAt: timestamp('given_at', { withTimezone: true }).notNull(),
    forwardedAt: timestamp('forwarded_at', { withTimezone: true }),
  },
  (t) => [index('forwarding_subject').on(t.subject)],
)
