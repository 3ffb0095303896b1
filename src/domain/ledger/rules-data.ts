import { z } from 'zod'
import type { LedgerData, LedgerField, LedgerKind } from './kind.ts'

/** What is wrong with one field, in words that end a line: 「户数」应为整数。 */
export type FieldProblem = { title: string; problem: string }

const day = z
  .string()
  .transform((said) =>
    said.replace(/^(\d{4})[./年-](\d{1,2})[./月-](\d{1,2})日?$/, (_, y, m, d) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`),
  )
  .pipe(z.iso.date('应为日期，如 2026-11-30。'))

function cellOf(field: LedgerField): z.ZodType<string | number, string> {
  switch (field.type) {
    case 'text':
      return z.string().max(field.max, `不能超过${field.max}个字。`)
    case 'number':
      return z
        .string()
        .regex(/^\d{1,9}$/, '应为整数。')
        .transform(Number)
        .refine((value) => value <= field.max, `不能大于${field.max}。`)
    case 'day':
      return day
    case 'choice':
      return z.enum(field.options, `应为${field.options.join('、')}之一。`)
  }
}

/**
 * The fields of an item from what was written, by key; what is not written stays as it was. An item that is new must
 * have the required ones.
 */
export function readData(
  kind: LedgerKind,
  written: Record<string, string>,
  before: LedgerData | undefined,
): { data: LedgerData; problems: FieldProblem[] } {
  const data: LedgerData = { ...before }
  const problems: FieldProblem[] = []
  for (const field of kind.fields) {
    const said = written[field.key]?.trim() ?? ''
    if (said === '') {
      if (field.required && data[field.key] === undefined)
        problems.push({ title: field.title, problem: `不能为空，如「${field.example}」。` })
      continue
    }
    const read = cellOf(field).safeParse(said)
    if (read.success) data[field.key] = read.data
    else problems.push({ title: field.title, problem: read.error.issues[0]!.message })
  }
  return { data, problems }
}

/** What makes an item the same one when it comes again. */
export function keyOf(kind: LedgerKind, item: { name: string; street: string | null; data: LedgerData; source: string }): string {
  if (kind.counter) return item.source
  const own = kind.keyField ? [String(item.data[kind.keyField] ?? '')] : []
  return kind.keyField === 'code' ? own[0]! : [item.street ?? '', item.name, ...own].join('/')
}
