import type { z } from 'zod'
import type { SheetRow } from './read.ts'

export type Column = {
  /** key of the row it fills */
  key: string
  title: string
  /** other titles people give it */
  aka?: string[]
  required: boolean
  example: string
  /** what to write there, for 填写说明 */
  note: string
}

/** A sheet people fill in: its columns, and what a row of it must be. */
export type SheetForm<T = unknown> = {
  /** name of the sheet */
  sheet: string
  columns: Column[]
  /** columns an export adds: known, but not read back */
  derived?: string[]
  row: z.ZodType<T>
}

/** Something to mend in the file; `column` is absent when it is the row or the sheet as a whole. */
export type Problem = { row: number; column?: string; problem: string }

export type Filled<T> = { row: number; value: T }

export const lineOf = ({ row, column, problem }: Problem): string => `第${row}行${column ? `「${column}」` : ''}：${problem}`

/** Reads rows by their header, in whatever order its columns stand. All problems are found, not only the first. */
export function readForm<T>(form: SheetForm<T>, rows: SheetRow[]): { values: Filled<T>[]; problems: Problem[] } {
  const [header, ...body] = rows
  if (!header) return { values: [], problems: [{ row: 1, problem: '工作表是空的，请按模板填写。' }] }
  const { positions, problems } = readHeader(form, header)
  if (problems.length > 0) return { values: [], problems }
  if (body.length === 0) return { values: [], problems: [{ row: header.row + 1, problem: '没有数据行。' }] }
  const values: Filled<T>[] = []
  for (const { row, cells } of body) {
    const cell = (key: string) => cells[positions.get(key) ?? -1] ?? ''
    const parsed = form.row.safeParse(Object.fromEntries(form.columns.map(({ key }) => [key, cell(key)])))
    if (parsed.success) values.push({ row, value: parsed.data })
    else problems.push(...parsed.error.issues.map((issue) => problemOf(form, row, issue, cell)))
  }
  return { values, problems }
}

function readHeader(form: SheetForm, { row, cells }: SheetRow): { positions: Map<string, number>; problems: Problem[] } {
  const positions = new Map<string, number>()
  const problems: Problem[] = []
  cells.forEach((title, position) => {
    if (title === '' || form.derived?.includes(title)) return
    const column = form.columns.find((known) => known.title === title || known.aka?.includes(title))
    if (!column)
      problems.push({ row, column: title, problem: `没有这一列，可用的列：${form.columns.map((known) => known.title).join('、')}。` })
    else if (positions.has(column.key)) problems.push({ row, column: title, problem: '这一列出现了两次。' })
    else positions.set(column.key, position)
  })
  for (const { key, title, required } of form.columns) {
    if (required && !positions.has(key)) problems.push({ row, column: title, problem: '缺少这一列。' })
  }
  return { positions, problems }
}

function problemOf(form: SheetForm, row: number, issue: z.core.$ZodIssue, cell: (key: string) => string): Problem {
  const column = form.columns.find(({ key }) => key === issue.path[0])
  const empty = column && cell(column.key) === ''
  return { row, ...(column && { column: column.title }), problem: empty ? '不能为空。' : issue.message }
}
