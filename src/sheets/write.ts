import writeExcelFile, { type CellObject } from 'write-excel-file/node'
import { layout } from './layout.ts'

/** A day is written as a date cell, so that Excel can sort and filter it. */
export type OutCell = string | number | { day: string } | undefined

export type OutSheet = { name: string; titles: string[]; rows: OutCell[][] /** in characters */; widths: number[]; filter?: boolean }

/** An .xlsx file: header row bold and frozen, long text wrapped, filter buttons where asked for, ready for print on A4. */
export function writeWorkbook(sheets: OutSheet[]): Promise<Buffer> {
  const out = sheets.map(({ name, titles, rows, widths }) => ({
    sheet: name,
    data: [titles.map(headerCell), ...rows.map((row) => row.map(cellOf))],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  }))
  return writeExcelFile(out, { fontFamily: '宋体', fontSize: 11, features: [layout(sheets)] }).toBuffer()
}

const headerCell = (value: string): CellObject => ({
  value,
  fontWeight: 'bold',
  backgroundColor: '#DDEBF7',
  wrap: true,
  alignVertical: 'center',
})

function cellOf(cell: OutCell): CellObject | null {
  if (cell === undefined || cell === '') return null
  if (typeof cell === 'object') return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', alignVertical: 'top' }
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' }
  // As text, also what begins with '=': a cell never becomes a formula.
  return { value: cell, type: String, wrap: true, alignVertical: 'top' }
}
