import { bigint, index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ChannelName } from '#src/message.ts'

/** One change that was made. Rows are only ever added; the database refuses anything else. */
export const auditEvent = pgTable(
  'audit_event',
  {
    /** 1, 2, 3 … without gaps, in the order of commits */
    seq: bigint({ mode: 'number' }).primaryKey(),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** operator, job:<name>, or a person's token */
    actor: text().notNull(),
    /** thing.verb: ledger.close */
    action: text().notNull(),
    /** thing:id */
    subject: text().notNull(),
    /** canonical JSON, as hashed */
    before: text(),
    after: text(),
    /** inbound id or job slot that caused it */
    source: text().notNull(),
    /** hash of the row before; the first has 64 zeros */
    prevHash: text('prev_hash').notNull(),
    /** sha-256 over all of the above */
    hash: text().notNull(),
  },
  (t) => [index('audit_event_subject').on(t.subject, t.seq)],
)

/** The end of the chain, one row. Whoever adds to the chain holds its lock until commit. */
export const auditHead = pgTable('audit_head', {
  id: integer().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  hash: text().notNull(),
})

/** Who a token stands for. Forgetting a person deletes this row and leaves the chain whole. */
export const auditPerson = pgTable(
  'audit_person',
  {
    token: text().primaryKey(),
    channel: text().$type<ChannelName>().notNull(),
    userId: text('user_id').notNull(),
  },
  (t) => [uniqueIndex('audit_person_user').on(t.channel, t.userId)],
)
