import { DomainError } from '#src/errors.ts'
import type { TaskRow } from '../document.ts'
import type { Piece } from './pieces.ts'
import { splitUnits } from './units.ts'

export type TableRow = { row: Omit<TaskRow, 'clause'>; cells: string[]; pieces: Piece[] }

/** Whether the columns are those of a 任务分解表. */
export const isTaskTable = (columns: string[]) =>
  [/序号/, /任务|事项/, /牵头|责任/].every((name) => columns.some((column) => name.test(column)))

/** A 任务分解表 written one cell per line, each line beginning with a tab; `head` is what stands above its first row. */
export function readTaskTable(pieces: Piece[]): { head: Piece[]; rows: TableRow[] } {
  const cells = cellsOf(pieces)
  const width = cells.findIndex((cell) => cell.text === '1')
  if (width < 1) return { head: pieces, rows: [] }
  const columns = cells.slice(0, width).map((cell) => cell.text)
  if (cells.length % width !== 0) throw broken(`单元格数${cells.length}不是${width}的倍数`)
  const rows: TableRow[] = []
  for (let start = width; start < cells.length; start += width) {
    const group = cells.slice(start, start + width)
    const end = cells[start + width]?.from ?? pieces.length
    rows.push({
      row: rowOf(
        columns,
        group.map((cell) => cell.text),
      ),
      cells: group.map((cell) => cell.text),
      pieces: pieces.slice(group[0]!.from, end),
    })
  }
  const gap = rows.findIndex((entry, index) => entry.row.no !== index + 1)
  if (gap >= 0) throw broken(`第${gap + 1}行的序号是${rows[gap]!.row.no}`)
  return { head: pieces.slice(0, cells[width]!.from), rows }
}

/** An empty cell is a line that holds only its tab; a line without a tab continues the cell above. */
function cellsOf(pieces: Piece[]): { text: string; from: number }[] {
  const cells: { text: string; from: number }[] = []
  pieces.forEach((piece, from) => {
    if (piece.tabbed) cells.push({ text: piece.text, from })
    else if (piece.text && cells.length) cells.at(-1)!.text += piece.text
  })
  return cells
}

/** A row by its columns' names. */
export function rowOf(columns: string[], cells: string[]): TableRow['row'] {
  const cell = (name: RegExp) => cells[columns.findIndex((column) => name.test(column.replace(/\s/g, '')))] ?? ''
  return {
    no: Number(cell(/序号/)),
    task: cell(/任务|事项/),
    requirement: cell(/要求/),
    deadline: cell(/时限|时间/),
    lead: splitUnits(cell(/牵头|责任/)),
    support: splitUnits(cell(/配合|落实/)),
  }
}

const broken = (why: string) => new DomainError('table-broken', `任务分解表读不出来：${why}。`)
