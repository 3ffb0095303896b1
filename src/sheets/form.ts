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
  const unknown: string[] = []
  cells.forEach((title, position) => {
    if (title === '' || form.derived?.includes(title)) return
    const column = form.columns.find((known) => known.title === title || known.aka?.includes(title))
    if (!column) unknown.push(title)
    else if (positions.has(column.key)) problems.push({ row, column: title, problem: '这一列出现了两次。' })
    else positions.set(column.key, position)
  })
  const missing = form.columns.filter(({ key, required }) => required && !positions.has(key)).map(({ title }) => title)
  return { positions, problems: [...problems, ...headerProblems(form, row, { unknown, missing })] }
}

const few = 2

/** A column or two are named each by itself; a header that differs in more is another template, and said so in one line. */
function headerProblems(form: SheetForm, row: number, { unknown, missing }: { unknown: string[]; missing: string[] }): Problem[] {
  const known = form.columns.map(({ title }) => title).join('、')
  if (unknown.length + missing.length > few) {
    const parts = [
      ...(missing.length > 0 ? [`缺少${missing.map((title) => `「${title}」`).join('')}`] : []),
      ...(unknown.length > 0 ? [`多出${unknown.map((title) => `「${title}」`).join('')}`] : []),
    ]
    return [{ row, problem: `表头与现在的模板不符：${parts.join('，')}。请用新的模板填写，可用的列：${known}。` }]
  }
  return [
    ...unknown.map((column) => ({ row, column, problem: `没有这一列，可用的列：${known}。` })),
    ...missing.map((column) => ({ row, column, problem: '缺少这一列。' })),
  ]
}

function problemOf(form: SheetForm, row: number, issue: z.core.$ZodIssue, cell: (key: string) => string): Problem {
  const column = form.columns.find(({ key }) => key === issue.path[0])
  const empty = column && cell(column.key) === ''
  return { row, ...(column && { column: column.title }), problem: empty ? '不能为空。' : issue.message }
}
