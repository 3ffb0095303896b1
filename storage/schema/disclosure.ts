import { boolean, date, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'

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
