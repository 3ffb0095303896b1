/** A row of the register or the record that a figure was counted from. Days are Shanghai days, instants ISO. */
export type Source = {
  taskNo?: number
  task?: string
  unit?: string
  due?: string
  /** how it stood: 逾期4个工作日, 推进中 60% … */
  stand?: string
  /** id of the report it rests on, who made it and when */
  progressId?: number
  by?: string
  at?: string
  note?: string
}

/** One number of the brief and the rows it was counted from: their count is the number, unless `note` says otherwise. */
export type Figure = {
  /** as printed beside the number and in the annex: T1 */
  no: string
  label: string
  value: number
  unit: string
  /** the same number in the brief before */
  before?: number
  /** how it was counted */
  how: string
  sources: Source[]
}

/** What is listed: each entry is a row of the record itself. */
export type Listing = { title: string; empty: string; rows: Source[] }

export type Brief = {
  title: string
  plan: { id: string; title: string }
  /** first and last day it covers */
  from: string
  on: string
  /** ISO instant up to which it counts; absent, like the two lists below, in what was kept before they were told */
  until?: string
  figures: Figure[]
  /** units with work overdue for `listAfter` working days and more */
  overdue: Listing
  ledgers: LedgerLine[]
  /** the newest report on each piece of work in the period, nobody's name in it */
  reported?: Listing
  /** due within two months */
  ahead?: Listing
  backlog: Listing
  waiting: Listing
  defects: Listing
  /** how many working days overdue put a unit on the list */
  listAfter: number
}

/** What a file of it is called. */
export const briefFileName = ({ title, on }: Brief, extension: string): string => `${title}${on}.${extension}`

export type LedgerLine = {
  no: string
  name: string
  done: number
  of?: number
  change?: number
  unit: string
  how: string
  sources: Source[]
}
