import { readChineseNumber } from '../numerals.ts'
import { cellsOf } from './tables.ts'

/** A run of source text inside one line; the `raw` of all pieces in order is the file. */
export type Piece = { raw: string; line: number; text: string; tabbed: boolean }

export type Marker = {
  kind: 'section' | 'part' | 'item' | 'chapter' | 'article' | 'decimal'
  number: number
  label: string
  head: string
}

/** Several numbered items may share a line: "…效果。2.强化…". */
const ITEM_INSIDE_LINE = /(?<=。)(?=\d{1,2}[.．][\u4e00-\u9fa5])/

export function piecesOf(source: string): Piece[] {
  return source.split(/(?<=\n)/).flatMap((line, index) =>
    (cellsOf(line) ? [line] : line.split(ITEM_INSIDE_LINE)).map((raw) => ({
      raw,
      line: index + 1,
      text: trimmed(raw),
      tabbed: raw.startsWith('\t'),
    })),
  )
}

const trimmed = (raw: string) => raw.replace(/[\u200b\ufeff]/g, '').trim()

/** Whether a sentence stops here: what does not stop and is followed by text was cut by a page break. */
export const isFinished = (text: string) => /[。！？：；）)」”》〕]$/.test(text)

export function markerOf(text: string): Marker | undefined {
  const plain = text.replace(/^#+\s*/, '')
  for (const [kind, pattern] of PATTERNS) {
    const found = pattern.exec(plain)
    if (!found) continue
    const digits = found[2]!.normalize('NFKC')
    const number = /^\d+$/.test(digits) ? Number(digits) : readChineseNumber(digits)
    if (number) return { kind, number, label: found[1]!, head: found[3]!.trim() }
  }
  return undefined
}

const PATTERNS: [Marker['kind'], RegExp][] = [
  ['chapter', /^(第([零一二三四五六七八九十百]+|\d+)[编章节])(?![、，规的和至])\s*(.+)$/],
  ['article', /^(第([零一二三四五六七八九十百]+|\d+)条)(?![、，。；规的和至或第所])[\s　]*(.+)$/],
  ['section', /^(([一二三四五六七八九十]{1,3})[、．.])(.+)$/],
  ['part', /^([（(]([一二三四五六七八九十]{1,3})[)）])(.+)$/],
  ['item', /^(([\d０-９]{1,3})[.．、])\s?([^\d\s].*)$/],
]

/** 4.1.2 服务要求 → [4, 1, 2]; a lone number needs a gap behind it. */
export function decimalOf(text: string): { numbers: number[]; head: string } | undefined {
  const found = /^(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[\s　]))[\s　]*([^\d\s.%．、年月日].*)$/.exec(text.replace(/^#+\s*/, ''))
  return found ? { numbers: found[1]!.split('.').map(Number), head: found[2]! } : undefined
}
