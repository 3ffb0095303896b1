import { widthOf } from './width.ts'

/** What a verb prints: a JSON line per item for scripts, words for people. */
export type Say = {
  /** one item: `words` is what people read of it */
  item(item: object, words: string): void
  /** items as a table whose columns are named by `columns` */
  table<T extends object>(items: T[], columns: Record<string, (item: T) => string>, none: string): void
}

export function createSay(isJson: () => boolean, write: (line: string) => void): Say {
  const item = (value: object, words: string) => write(isJson() ? JSON.stringify(value) : words)
  return {
    item,
    table(items, columns, none) {
      if (isJson()) for (const one of items) write(JSON.stringify(one))
      else if (items.length === 0) write(none)
      else
        for (const line of aligned([Object.keys(columns), ...items.map((one) => Object.values(columns).map((cell) => cell(one)))]))
          write(line)
    },
  }
}

function aligned(rows: string[][]): string[] {
  const flat = rows.map((row) => row.map((cell) => cell.replace(/\s*\n\s*/g, ' ')))
  const widths = flat[0]!.map((_, at) => Math.max(...flat.map((row) => widthOf(row[at]!))))
  return flat.map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat(widths[at]! - widthOf(cell)))).join('  '),
  )
}
