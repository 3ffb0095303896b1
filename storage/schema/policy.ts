import { bigint, index, integer, jsonb, pgTable, primaryKey, real, text, timestamp } from 'drizzle-orm/pg-core'
import type { DocumentManifest, SourceNode, TaskRow } from '#src/domain/policy/document.ts'
import type { ChannelName } from '#src/message.ts'

/** A policy document as imported; `hash` is the sha-256 of its source text. */
export const document = pgTable('document', {
  id: text().primaryKey(),
  manifest: jsonb().$type<DocumentManifest>().notNull(),
  rows: jsonb().$type<TaskRow[]>().notNull(),
  hash: text().notNull(),
})

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

/** The source taken apart without loss: the texts in order are the file. */
export const sourceNode = pgTable(
  'source_node',
  {
    documentId: text('document_id').notNull(),
    order: integer('ord').notNull(),
    kind: text().$type<SourceNode['kind']>().notNull(),
    clauseId: text('clause_id'),
    lineFrom: integer('line_from').notNull(),
    lineTo: integer('line_to').notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.order] })],
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
  },
  (t) => [index('question_person').on(t.channel, t.chatId, t.userId, t.at)],
)
