import { sql } from 'drizzle-orm'
import { bigint, date, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Schedule } from '#src/domain/deadlines/schedule.ts'
import type { ChannelName } from '#src/message.ts'

/**
 * What somebody asks a lead to decide (办结、延期、加入名册), and what a lead declares or corrects on their own word
 * (重开、触发声明、裁定、时限更正): the second kind is granted the moment it is written.
 */
export type RequestKind = 'completion' | 'extension' | 'membership' | 'reopening' | 'trigger' | 'ruling' | 'schedule'

/** `withdrawn`: taken back by who asked, by a lead for what was declared, or overtaken by what came after. */
export type RequestState = 'pending' | 'approved' | 'rejected' | 'withdrawn'

/** What is asked for, by kind; the rest of a request is the same for all. */
export type RequestPayload = {
  /** completion: the report it stands on, and what the unit had reported before */
  progressId?: number
  percentBefore?: number
  /** extension: the due date it starts from */
  due?: string
  /** extension: how the occurrence stood when asked, which stays until the decision */
  state?: 'open' | 'overdue' | 'backlog'
  colour?: 'blue' | 'yellow' | 'red' | 'grey'
  /** schedule: the words in place of 完成时限, and what they mean */
  words?: string
  schedule?: Schedule
}

export const reviewRequest = pgTable(
  'review_request',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text('workspace_id').notNull(),
    planId: text('plan_id'),
    kind: text().$type<RequestKind>().notNull(),
    taskNo: integer('task_no'),
    occurrence: text(),
    unit: text(),
    /** extension: the new due date; trigger: the day it happened */
    onDay: date('on_day', { mode: 'string' }),
    payload: jsonb().$type<RequestPayload>().notNull(),
    /** why, in the words of who asked; a ruling's or declaration's own text */
    reason: text().notNull(),
    /** absent: the operator */
    channel: text().$type<ChannelName>(),
    /** the chat it was asked in */
    chatId: text('chat_id'),
    userId: text('user_id').notNull(),
    userName: text('user_name'),
    /** inbound id */
    source: text().notNull(),
    messageId: text('message_id'),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
    state: text().$type<RequestState>().notNull(),
    decidedBy: text('decided_by'),
    decidedName: text('decided_name'),
    decidedAt: timestamp('decided_at', { withTimezone: true }),
    decision: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // One open question at a time about the same work of the same unit.
    uniqueIndex('review_request_pending').on(t.planId, t.kind, t.occurrence, t.unit).where(sql`state = 'pending'`),
    index('review_request_plan').on(t.planId, t.state, t.kind),
    index('review_request_workspace').on(t.workspaceId, t.state),
  ],
)
