import { DomainError } from '#src/errors.ts'
import type { SheetRow } from './read.ts'
import { limits } from './unzip.ts'
import type { OutCell, OutSheet } from './write.ts'

const refused = (reply: string) => new DomainError('BAD_FILE', reply)

/** UTF-8 with or without its mark, or what Chinese Excel saves as. */
function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  }
  throw refused('这不是 .xlsx 文件，也不是 UTF-8 或 GB18030 编码的 .csv 文件。')
}

/** Comma-separated text (RFC 4180); row numbers are the lines as a spreadsheet shows them. @throws DomainError */
export function readCsv(bytes: Uint8Array, most: { rows: number; columns: number }): SheetRow[] {
  if (bytes.length > limits.fileBytes) throw refused(`文件超过${limits.fileBytes / 1024 / 1024}MB，请拆分后再导入。`)
  const text = decode(bytes)
  if (!text.includes(',') || /[\u0000-\u0008]/.test(text)) throw refused('这不是 .xlsx 文件或 .csv 文件，或文件已损坏。')
  const rows = cellsOf(text)
  if (rows.length > most.rows) throw refused(`文件超过${most.rows}行，请拆分后再导入。`)
  if (rows.some((cells) => cells.length > most.columns)) throw refused(`文件超过${most.columns}列，请删去多余的列。`)
  return rows.map((cells, index) => ({ row: index + 1, cells })).filter(({ cells }) => cells.some((cell) => cell !== ''))
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const found = cell.exec(text)
    if (!found) throw refused(`第${rows.length + 1}行的引号不成对，请用 Excel 或 WPS 另存后再导入。`)
    row.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim().replace(/^'(?=[=+\-@])/, ''))
    if (found[3] !== ',') {
      rows.push(row)
      row = []
    }
    if (cell.lastIndex === at) break
  }
  if (row.length > 0) rows.push([...row, ''])
  return rows
}

/** With the mark by which Excel knows UTF-8. What would be a formula there is kept as text. */
export function writeCsv({ titles, rows }: OutSheet): Buffer {
  return Buffer.from(`\ufeff${[titles, ...rows].map((cells) => cells.map(written).join(',')).join('\r\n')}\r\n`)
}

function written(cell: OutCell): string {
  const text = cell === undefined ? '' : typeof cell === 'object' ? cell.day : String(cell)
  const plain = typeof cell === 'string' && /^[=+\-@\t]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
