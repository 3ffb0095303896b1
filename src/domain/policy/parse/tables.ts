import type { Piece } from './pieces.ts'

/** A row written on one line: cells after tabs, the first tab leading, or between bars as Markdown has it. */
export function cellsOf(raw: string): string[] | undefined {
  const line = raw.replace(/[\r\n]+$/, '')
  const cells = line.startsWith('\t') ? line.slice(1).split('\t') : /^\s*\|.*\|\s*$/.test(line) ? line.trim().slice(1, -1).split('|') : []
  return cells.length > 1 ? cells.map((cell) => cell.trim()) : undefined
}

export type Table = { kind: 'table'; columns: string[]; head: Piece[]; rows: { cells: string[]; pieces: Piece[] }[] }
export type Prose = { kind: 'prose'; pieces: Piece[] }

/** Text and tables in turn. A column's name stands in the first row; rows that repeat it or only rule a line belong to the row above. */
export function tablesApart(pieces: Piece[]): (Prose | Table)[] {
  const parts: (Prose | Table)[] = []
  for (const piece of pieces) {
    const cells = cellsOf(piece.raw)
    const last = parts.at(-1)
    if (cells && last?.kind === 'table') addRow(last, cells, piece)
    else if (cells) parts.push({ kind: 'table', columns: cells, head: [piece], rows: [] })
    else if (last?.kind === 'table' && !piece.text) (last.rows.at(-1)?.pieces ?? last.head).push(piece)
    else if (last?.kind === 'prose') last.pieces.push(piece)
    else parts.push({ kind: 'prose', pieces: [piece] })
  }
  return parts
}

function addRow(table: Table, cells: string[], piece: Piece): void {
  const isRule = cells.every((cell) => /^:?-*:?$/.test(cell))
  const isHead = cells.join('|') === table.columns.join('|')
  if (isRule || isHead) (table.rows.at(-1)?.pieces ?? table.head).push(piece)
  else table.rows.push({ cells, pieces: [piece] })
}

/** 项目：保洁；频次：每日一次 — a row that can be read alone. */
export const rowText = ({ columns }: Table, cells: string[]) =>
  cells
    .map((cell, at) => (columns[at] && cell ? `${columns[at]}：${cell}` : cell))
    .filter(Boolean)
    .join('；')

/** What a row is about: its first cell that is more than a number. */
export const rowTitle = (cells: string[]) => cells.find((cell) => cell !== '' && !/^[\d.、]+$/.test(cell)) ?? ''
