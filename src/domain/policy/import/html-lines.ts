import { writeChineseNumber } from '../numerals.ts'

type Cell = { text: string; columns: number; rows: number }

/** What a converted document says, line by line; a row of a table is one line with its cells after tabs. */
export type Lines = { lines: string[]; numbered: number; pictures: number }

/** @param isChinese whether the numbers of lists are 一、（一）1. and not 1. */
export function htmlLines(html: string, isChinese: boolean): Lines {
  const state = { lines: [] as string[], numbered: 0, pictures: 0 }
  const counters: (number | undefined)[] = []
  let line = ''
  let table: Cell[][] | undefined
  const endLine = () => {
    if (line.trim()) state.lines.push(line.trim())
    line = ''
  }
  for (const [token, close, name, attributes] of html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|[^<]+/g)) {
    if (!name) {
      if (table) table.at(-1)!.at(-1)!.text += textOf(token)
      else line += textOf(token)
      continue
    }
    if (name === 'img') state.pictures++
    if (name === 'table' && !close) {
      endLine()
      table = []
    } else if (name === 'table' && table) {
      state.lines.push(...squared(table).map((cells) => `\t${cells.join('\t')}`))
      table = undefined
    } else if (table) {
      if (name === 'tr' && !close) table.push([])
      if (/^t[dh]$/.test(name) && !close)
        table.at(-1)!.push({ text: '', columns: span(attributes, 'colspan'), rows: span(attributes, 'rowspan') })
    } else if (name === 'ol' || name === 'ul') {
      endLine()
      if (close) counters.pop()
      else counters.push(name === 'ol' ? 0 : undefined)
    } else if (/^(p|h[1-6]|li|br|div)$/.test(name)) {
      endLine()
      const count = counters.at(-1)
      if (name === 'li' && !close && count !== undefined) {
        counters[counters.length - 1] = count + 1
        state.numbered++
        line = numberOf(count + 1, isChinese ? counters.length : 3)
      }
    }
  }
  endLine()
  return state
}

const numberOf = (count: number, level: number) =>
  level === 1 ? `${writeChineseNumber(count)}、` : level === 2 ? `（${writeChineseNumber(count)}）` : `${count}.`

const span = (attributes: string | undefined, name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(attributes ?? '')?.[1] ?? 1)

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

const textOf = (html: string) =>
  html.replace(/&(#\d+|[a-z]+);/g, (whole, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (ENTITIES[name] ?? whole),
  )

/** Merged cells are repeated in every row and column they cover. */
function squared(table: Cell[][]): string[][] {
  const grid: string[][] = table.map(() => [])
  for (const [at, row] of table.entries()) {
    let column = 0
    for (const { text, columns, rows } of row) {
      while (grid[at]![column] !== undefined) column++
      const flat = text.replace(/\s*[\t\n]\s*/g, ' ').trim()
      for (let down = 0; down < rows && at + down < grid.length; down++)
        for (let across = 0; across < columns; across++) grid[at + down]![column + across] = flat
      column += columns
    }
  }
  const width = Math.max(...grid.map((cells) => cells.length))
  return grid.map((cells) => Array.from({ length: width }, (_, at) => cells[at] ?? ''))
}
