import { boolean, date, index, integer, jsonb, numeric, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
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
  /** last day of the term of the 业委会 or 物管会 */
  committeeTermEndOn: date('committee_term_end_on', { mode: 'string' }),
  /** first day of the street's emergency service */
  emergencyFromOn: date('emergency_from_on', { mode: 'string' }),
  sample: boolean().notNull().default(false),
})

export const contract = pgTable('contract', {
  id: text().primaryKey(),
  communityId: text('community_id').notNull(),
  company: text().notNull(),
  kind: text().$type<'前期' | '正式' | '事实' | '应急'>().notNull(),
  startOn: date('start_on', { mode: 'string' }).notNull(),
  endOn: date('end_on', { mode: 'string' }).notNull(),
  feeMode: text('fee_mode').$type<'包干' | '酬金'>(),
  signedOn: date('signed_on', { mode: 'string' }),
  /** the day on which the street has put it on file */
  filedOn: date('filed_on', { mode: 'string' }),
  sample: boolean().notNull().default(false),
})

/** 设施设备: a lift, a fire system, a water tank */
export const facility = pgTable(
  'facility',
  {
    communityId: text('community_id').notNull(),
    code: text().notNull(),
    type: text().notNull(),
    location: text(),
    /** the certificate is good up to this day */
    inspectionDueOn: date('inspection_due_on', { mode: 'string' }),
    maintainer: text(),
    maintainerPhone: text('maintainer_phone'),
    sample: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.code] })],
)

/** A file of a disclosure: its bytes lie under their hash in the house's files. */
export type DisclosureFile = { name: string; sha256: string; bytes: number; mediaType: string }

export type DisclosureStatus = 'draft' | 'published' | 'withdrawn'

/** One version of one catalogue item; a correction is a new version, never a change, and what is withdrawn stays with its reason. */
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
    publishedAt: timestamp('published_at', { withTimezone: true }),
    /** where it was made public besides the board: 业主群, and what the company names */
    channels: text().array().notNull().default([]),
    files: jsonb().$type<DisclosureFile[]>().notNull().default([]),
    preparedBy: text('prepared_by').notNull(),
    reviewedBy: text('reviewed_by'),
    status: text().$type<DisclosureStatus>().notNull().default('published'),
    /** why this version took the place of the one before */
    correctionReason: text('correction_reason'),
    withdrawnOn: date('withdrawn_on', { mode: 'string' }),
    withdrawalReason: text('withdrawal_reason'),
    /** sha-256 of the content */
    hash: text(),
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

/** A group's link to what only owners may see. */
export const boardLink = pgTable('board_link', {
  id: text().primaryKey(),
  communityId: text('community_id').notNull(),
  channel: text().notNull(),
  chatId: text('chat_id').notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
})

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
