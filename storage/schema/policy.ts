import { bigint, boolean, date, index, integer, jsonb, pgTable, primaryKey, real, text, timestamp } from 'drizzle-orm/pg-core'
import type { DocumentManifest, TaskRow } from '#src/domain/policy/document.ts'
import type { Difference } from '#src/domain/policy/import/diff.ts'
import type { ChannelName } from '#src/message.ts'

/** A policy document as imported; `hash` is the sha-256 of its source text. */
export const document = pgTable('document', {
  id: text().primaryKey(),
  manifest: jsonb().$type<DocumentManifest>().notNull(),
  rows: jsonb().$type<TaskRow[]>().notNull(),
  hash: text().notNull(),
  version: integer().notNull().default(1),
})

/** Every text a document has had, the present one included. */
export const documentVersion = pgTable(
  'document_version',
  {
    documentId: text('document_id').notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    manifest: jsonb().$type<DocumentManifest>().notNull(),
    /** against the version before */
    changes: jsonb().$type<Difference>().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.version] })],
)

/** A clause as it stood up to the version that changed or dropped it: what was cited then can still be read. */
export const pastClause = pgTable(
  'past_clause',
  {
    id: text().notNull(),
    documentId: text('document_id').notNull(),
    /** the last version with these words */
    version: integer().notNull(),
    place: text().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    lineFrom: integer('line_from').notNull(),
    lineTo: integer('line_to').notNull(),
    until: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] })],
)

export const clause = pgTable(
  'clause',
  {
    id: text().primaryKey(),
    documentId: text('document_id').notNull(),
    order: integer('ord').notNull(),
    path: text().array().notNull(),
    place: text().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    lineFrom: integer('line_from').notNull(),
    lineTo: integer('line_to').notNull(),
    units: text().array().notNull(),
  },
  (t) => [index('clause_document').on(t.documentId, t.order)],
)

/** What was asked and how it was answered: followups and the learning loop read it. */
export const question = pgTable(
  'question',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    channel: text().$type<ChannelName>().notNull(),
    chatId: text('chat_id').notNull(),
    userId: text('user_id').notNull(),
    text: text().notNull(),
    tier: text().notNull(),
    reason: text(),
    clauses: text().array().notNull(),
    latencyMs: real('latency_ms').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    workspaceId: text('workspace_id'),
    /** inbound id: the answer is the outbound row answer:<source> */
    source: text(),
    helpful: boolean(),
    /** a checked rephrasing was tried */
    rephrasedAt: timestamp('rephrased_at', { withTimezone: true }),
  },
  (t) => [
    index('question_person').on(t.channel, t.chatId, t.userId, t.at),
    index('question_at').on(t.at),
    index('question_source').on(t.source),
  ],
)

/** A question the documents left open or answered badly: its words and how often, never who asked. */
export const openQuestion = pgTable(
  'open_question',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text('workspace_id').notNull(),
    text: text().notNull(),
    why: text().$type<'unanswered' | 'disliked'>().notNull(),
    count: integer().notNull().default(1),
    state: text().$type<'open' | 'proposed' | 'answered' | 'dropped'>().notNull().default('open'),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
    /** the staff's answer, cited by author and day once a lead has approved it */
    answer: text(),
    author: text(),
    approver: text(),
    approvedOn: date('approved_on', { mode: 'string' }),
    /** last day it counts */
    expiresOn: date('expires_on', { mode: 'string' }),
  },
  (t) => [index('open_question_workspace').on(t.workspaceId, t.state)],
)
