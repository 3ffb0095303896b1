import { bigint, date, index, integer, numeric, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** 收费标准: what an estate's company may charge, and on what basis. */
export const feeStandard = pgTable(
  'fee_standard',
  {
    communityId: text('community_id').notNull(),
    /** 物业费, 停车费 … */
    item: text().notNull(),
    rate: numeric({ precision: 8, scale: 2 }).notNull(),
    /** 元/㎡·月 … */
    unit: text().notNull(),
    basis: text().notNull(),
    effectiveFromOn: date('effective_from_on', { mode: 'string' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.item] })],
)

export type RevenueKind = 'income' | 'cost' | 'fund'

/** 公共收益's own account, entry by entry: never changed, struck out with a reason. Nothing of fees is in it. */
export const revenueEntry = pgTable(
  'revenue_entry',
  {
    /** GY20261123-0001, or the number it was imported under */
    id: text().notNull(),
    communityId: text('community_id').notNull(),
    on: date({ mode: 'string' }).notNull(),
    /** income, reasonable cost, or what was moved to the maintenance fund */
    kind: text().$type<RevenueKind>().notNull(),
    source: text().notNull(),
    /** 分 */
    amount: bigint({ mode: 'number' }).notNull(),
    note: text(),
    recordedBy: text('recorded_by').notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
    struckAt: timestamp('struck_at', { withTimezone: true }),
    struckReason: text('struck_reason'),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), index('revenue_entry_on').on(t.communityId, t.on)],
)

/** 维修资金 as told for a day; amounts in 分. */
export const repairFund = pgTable(
  'repair_fund',
  {
    communityId: text('community_id').notNull(),
    asOfOn: date('as_of_on', { mode: 'string' }).notNull(),
    balance: bigint({ mode: 'number' }).notNull(),
    /** 首期应筹集额 */
    firstRequired: bigint('first_required', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.asOfOn] })],
)

/** 12345 工单: what is needed to count and hand on, and nothing about who called. */
export const workOrder = pgTable(
  'work_order',
  {
    workspaceId: text('workspace_id').notNull(),
    /** the hotline's own number */
    id: text().notNull(),
    communityId: text('community_id').notNull(),
    receivedOn: date('received_on', { mode: 'string' }).notNull(),
    topic: text().notNull(),
    /** as printed on the order: no text of law fixes it */
    dueOn: date('due_on', { mode: 'string' }),
    closedOn: date('closed_on', { mode: 'string' }),
    solved: text().$type<'是' | '否'>(),
    satisfied: text().$type<'是' | '否'>(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index('work_order_community').on(t.communityId, t.receivedOn)],
)

/** What a district lays down for its owner groups; a row absent is the defaults. */
export const ownerSetting = pgTable('owner_setting', {
  workspaceId: text('workspace_id').primaryKey(),
  /** working days within which an objection is to be answered */
  answerWithinDays: integer('answer_within_days').notNull(),
  objectionsPerDay: integer('objections_per_day').notNull(),
  windowMinutes: integer('window_minutes').notNull(),
  perPerson: integer('per_person').notNull(),
  perGroup: integer('per_group').notNull(),
  /** nothing is published from then … */
  quietFrom: text('quiet_from').notNull(),
  /** … until then */
  quietUntil: text('quiet_until').notNull(),
})

/** 办事入口: where a district's people find a platform of the city or the district; the address is the district's word. */
export const serviceLink = pgTable(
  'service_link',
  {
    workspaceId: text('workspace_id').notNull(),
    name: text().notNull(),
    url: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.name] })],
)

/** Something that happened on an estate and starts or ends a statutory clock. */
export const estateEvent = pgTable(
  'estate_event',
  {
    communityId: text('community_id').notNull(),
    kind: text().notNull(),
    on: date({ mode: 'string' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.kind, t.on] })],
)
