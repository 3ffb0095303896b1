/** What the words of a deadline mean. Dates are Shanghai calendar days, 'YYYY-MM-DD'. */

export type Milestone = { due: string; label?: string }

export type Every =
  | 'day'
  | 'workday'
  | 'week'
  | 'halfmonth'
  | 'month'
  | '2months'
  | 'quarter'
  | 'halfyear'
  | 'semester'
  | 'year'
  | '2years'
  | '3years'
  | '5years'

/** 'MM-DD' within a year, a day of the month, or a place within the period. */
export type RecurrenceDue =
  | string
  | number
  | { monthInPeriod: number; day: number }
  | { afterPeriodDays: number }
  | { afterPeriodWorkdays: number }

/** `times` absent means once per period. */
export type Recurrence = { every: Every; times?: number; due?: RecurrenceDue; label?: string }

export type Schedule = {
  milestones: Milestone[]
  recurrences: Recurrence[]
  ongoing: boolean
  ongoingFrom?: string
  /** the words of the event that must happen first */
  conditional?: string
  windowStart?: string
  /** the words nobody could read as a time; never a guess */
  unparsed?: boolean
}

/** The year the document speaks from, and the period its plan covers. */
export type DeadlineContext = { planStart: string; planEnd: string; docYear?: number }

export type Quota = {
  source: 'task' | 'requirement' | 'deadline'
  /** verbatim piece of that column */
  text: string
  metric: string
  value?: number
  lo?: number
  hi?: number
  unit: string
  comparator: '>=' | '<=' | '=' | 'range'
  period?: string
  by?: string
  /** 全覆盖 without a number */
  implied?: boolean
}
