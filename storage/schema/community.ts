import { boolean, date, integer, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

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
