/** A 履约报告: every figure says its value, unit, period and source; an absent value prints 未提供. */

export type FigureStatus = '自报' | '已核' | '争议'

export type Figure = {
  label: string
  /** absent: nothing on record */
  value?: string
  unit: string
  period: string
  source: string
  status: FigureStatus
  planned?: number
  done?: number
  /** the value of the period before, in the same unit; put in when the report is read */
  last?: string
  /** why, where the number alone does not say it */
  note?: string
}

export type ReportSection = { title: string; figures: Figure[]; note?: string }

export type Report = {
  id: string
  communityId: string
  communityName: string
  /** 2026年第三季度 */
  periodLabel: string
  periodType: 'month' | 'quarter' | 'year'
  from: string
  to: string
  preparedBy: string
  reviewedBy?: string
  version: number
  publishedAt?: Date
  /** sha-256 of the canonical content */
  hash: string
  /** why this version took the place of the one before */
  correctionReason?: string
  sample: boolean
  sections: ReportSection[]
  /** the versions before this one, newest first */
  history?: { version: number; publishedAt?: Date; hash: string; correctionReason?: string }[]
}
