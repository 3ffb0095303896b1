import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { Quota, Schedule } from '#src/domain/deadlines/schedule.ts'
import type { CardItem } from '#src/domain/reminders/rules-card.ts'
import type { Ladder } from '#src/domain/reminders/rules-ladder.ts'
import type { ChannelName } from '#src/message.ts'

export const plan = pgTable('plan', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  documentId: text('document_id').notNull(),
  title: text().notNull(),
  startOn: date('start_on', { mode: 'string' }).notNull(),
  endOn: date('end_on', { mode: 'string' }).notNull(),
  /** the day it came into Duban: what was already past then is 待补录, not overdue */
  setUpOn: date('set_up_on', { mode: 'string' }).notNull(),
  /** what differs from the usual ladder of reminders */
  ladder: jsonb().$type<Partial<Ladder>>(),
})

export type Defect = { code: string; text: string }

export const task = pgTable(
  'task',
  {
    planId: text('plan_id').notNull(),
    no: integer().notNull(),
    task: text().notNull(),
    requirement: text().notNull(),
    deadline: text().notNull(),
    lead: text().array().notNull(),
    support: text().array().notNull(),
    clauseId: text('clause_id').notNull(),
    schedule: jsonb().$type<Schedule>().notNull(),
    requirementSchedule: jsonb('requirement_schedule').$type<Schedule>().notNull(),
    quotas: jsonb().$type<Quota[]>().notNull(),
    defects: jsonb().$type<Defect[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.no] })],
)

export type ProgressStatus = 'doing' | 'done' | 'blocked'

/** One report by one person; the newest per occurrence and unit is the state. */
export const progress = pgTable(
  'progress',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    planId: text('plan_id').notNull(),
    taskNo: integer('task_no').notNull(),
    /** key of the derived occurrence, e.g. 27/2026-12-31 */
    occurrence: text().notNull(),
    unit: text().notNull(),
    status: text().$type<ProgressStatus>().notNull(),
    percent: integer().notNull(),
    remark: text().notNull().default(''),
    channel: text().$type<ChannelName>().notNull(),
    userId: text('user_id').notNull(),
    userName: text('user_name'),
    /** inbound id */
    source: text().notNull(),
    sourceMessageId: text('source_message_id').notNull(),
    cardKey: text('card_key'),
    /** a lead's step back; the remark is the reason */
    sentBack: text('sent_back').$type<'returned' | 'reopened'>(),
    withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index('progress_occurrence').on(t.planId, t.occurrence, t.unit, t.id), index('progress_at').on(t.planId, t.at)],
)

/** The one reminder card of a unit on a day, over all plans of its workspace. */
export const card = pgTable(
  'card',
  {
    /** also the dedupe key of its outbound row */
    key: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    unit: text().notNull(),
    on: date('on', { mode: 'string' }).notNull(),
    channel: text().$type<ChannelName>().notNull(),
    chatId: text('chat_id').notNull(),
    items: jsonb().$type<CardItem[]>().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [index('card_unit').on(t.workspaceId, t.unit, t.on)],
)
