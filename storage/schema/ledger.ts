import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { LedgerData, ProofKind } from '#src/domain/ledger/kind.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** One row of a 台账: an estate, a lift, a training session. */
export const ledgerItem = pgTable(
  'ledger_item',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    planId: text('plan_id').notNull(),
    kind: text().notNull(),
    /** what makes it the same thing: street and name, the lift's code, the message that counted it */
    key: text().notNull(),
    name: text().notNull(),
    street: text(),
    communityId: text('community_id'),
    data: jsonb().$type<LedgerData>().notNull(),
    state: text().notNull(),
    /** the day it came into this state */
    stateOn: date('state_on', { mode: 'string' }).notNull(),
    version: integer().notNull().default(1),
    /** inbound id, or file and row: 台账.xlsx 第12行 */
    source: text().notNull(),
    /** channel:message id, for what a recalled message takes back */
    messageKey: text('message_key'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** taken off the ledger; kept for its history */
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('ledger_item_key').on(t.planId, t.kind, t.key),
    index('ledger_item_name').on(t.planId, t.kind, t.name),
    index('ledger_item_message').on(t.messageKey),
  ],
)

/** What happened to an item, step by step. */
export const ledgerEvent = pgTable(
  'ledger_event',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    itemId: bigint('item_id', { mode: 'number' }).notNull(),
    action: text().notNull(),
    fromState: text('from_state'),
    toState: text('to_state').notNull(),
    /** a reason, a ruling, what was written */
    note: text().notNull().default(''),
    /** as the audit trail names people */
    by: text('by').notNull(),
    unit: text(),
    source: text().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('ledger_event_item').on(t.itemId, t.id)],
)

/** The three proofs without which an estate is not closed; a newer one replaces the older, the events keep both. */
export const ledgerProof = pgTable(
  'ledger_proof',
  {
    itemId: bigint('item_id', { mode: 'number' }).notNull(),
    proof: text().$type<ProofKind>().notNull(),
    on: date('on', { mode: 'string' }).notNull(),
    words: text().notNull(),
    by: text('by').notNull(),
    unit: text(),
    source: text().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.itemId, t.proof] })],
)

/** The only way a base changes: by how much, why, by whom. */
export const ledgerAdjustment = pgTable(
  'ledger_adjustment',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    planId: text('plan_id').notNull(),
    kind: text().notNull(),
    delta: integer().notNull(),
    reason: text().notNull(),
    by: text('by').notNull(),
    unit: text(),
    source: text().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('ledger_adjustment_kind').on(t.planId, t.kind, t.id)],
)

/** How a ledger stood in a month, on the day the snapshot was taken. */
export const ledgerSnapshot = pgTable(
  'ledger_snapshot',
  {
    planId: text('plan_id').notNull(),
    kind: text().notNull(),
    /** YYYY-MM */
    month: text().notNull(),
    on: date('on', { mode: 'string' }).notNull(),
    base: integer(),
    done: integer().notNull(),
    listed: integer().notNull(),
    states: jsonb().$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.kind, t.month] })],
)
