import { readSheet as readCells } from 'read-excel-file/universal'
import { DomainError } from '#src/errors.ts'
import { readCsv } from './csv.ts'
import { attribute, elements, openWorkbook, type SheetPart } from './workbook.ts'

/** One row of a sheet: its number as Excel shows it, its cells as trimmed text ('' when empty). */
export type SheetRow = { row: number; cells: string[] }

const MAX_ROWS = 20_000
const MAX_COLUMNS = 100

/**
 * The rows of the sheet of that name, or of the only one there is, or of a CSV file; empty rows are left out.
 * Dates come as YYYY-MM-DD, numbers as Excel stores them.
 * @throws DomainError with one line that says what to change in the file
 */
export async function readRows(bytes: Uint8Array, sheetName: string): Promise<SheetRow[]> {
  if (!isPackage(bytes)) return readCsv(bytes, { rows: MAX_ROWS, columns: MAX_COLUMNS })
  const sheets = openWorkbook(bytes)
  const sheet = sheets.find(({ name }) => name === sheetName) ?? (sheets.length === 1 ? sheets[0] : undefined)
  if (!sheet) throw refused(`文件中没有名为「${sheetName}」的工作表，现有：${sheets.map(({ name }) => name).join('、') || '无'}。`)
  assertPlain(sheet)
  const cells = await readCells(new Blob([new Uint8Array(bytes)]), sheet.name).catch(() => {
    throw refused(`工作表「${sheet.name}」无法读取，请用 Excel 或 WPS 另存为 .xlsx 后再导入。`)
  })
  return cells.map((row, index) => ({ row: index + 1, cells: row.map(textOf) })).filter(({ cells }) => cells.some((cell) => cell !== ''))
}

/** Packages begin with PK, old and protected workbooks with their own mark: what begins otherwise can only be text. */
const isPackage = ([first, second]: Uint8Array) => (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf)

const refused = (reply: string) => new DomainError('BAD_FILE', reply)

/** What is shown in merged or computed cells is not what is stored in them: such a sheet is not read at all. */
function assertPlain({ name, xml }: SheetPart): void {
  const merged = elements(xml, 'mergeCell')[0]
  if (merged) throw refused(`工作表「${name}」的 ${attribute(merged, 'ref')} 是合并单元格，请取消合并后再导入。`)
  const formula = /<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f[\s/>]/.exec(xml)
  if (formula) throw refused(`工作表「${name}」的 ${attribute(` ${formula[1]}`, 'r')} 是公式，请复制后粘贴为数值再导入。`)
  const rows = elements(xml, 'row')
  const last = rows.reduce((highest, tag) => Math.max(highest, Number(attribute(tag, 'r')) || 0), rows.length)
  if (last > MAX_ROWS) throw refused(`工作表「${name}」超过${MAX_ROWS}行，请拆分或删去末尾的空行。`)
  const wide = elements(xml, 'c').find((tag) => columnOf(attribute(tag, 'r')) > MAX_COLUMNS)
  if (wide) throw refused(`工作表「${name}」超过${MAX_COLUMNS}列，请删去多余的列。`)
}

const columnOf = (reference: string): number =>
  [...(/^[A-Z]+/.exec(reference)?.[0] ?? '')].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value).trim()
}
