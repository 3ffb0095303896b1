import { isHeading } from './is-heading.ts'
import { withoutRadicals } from './radicals.ts'

/** A run of characters on a page, in points from the lower left corner. */
export type Glyphs = { str: string; x: number; y: number; width: number; fontSize: number }

export type Line = { text: string; left: number; right: number; y: number; size: number; columns: number }

/** Runs on one height are a line; a wide gap in it separates columns. */
export function pageLines(glyphs: Glyphs[]): Line[] {
  const rows: Glyphs[][] = []
  for (const one of glyphs.filter(({ str }) => str.trim() !== '').toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1)
    if (row && Math.abs(row[0]!.y - one.y) < Math.max(row[0]!.fontSize, one.fontSize) * 0.4) row.push(one)
    else rows.push([one])
  }
  return rows.map((row) => lineOf(row.toSorted((a, b) => a.x - b.x)))
}

function lineOf(row: Glyphs[]): Line {
  let text = ''
  let end = row[0]!.x
  let columns = 1
  for (const { str, x, width, fontSize } of row) {
    if (x - end > 2.5 * fontSize && text) columns++
    if (x - end > 0.3 * fontSize && text) text += ' '
    text += withoutRadicals(str)
    end = Math.max(end, x + width)
  }
  const [first] = row
  return { text: text.trim(), left: first!.x, right: end, y: first!.y, size: first!.fontSize, columns }
}

/** A line that reaches the right margin goes on in the next one, unless that begins a clause or is set in. */
export function paragraphsOfPages(pages: Line[][]): { paragraphs: string[]; columned: number } {
  const body = withoutMargins(pages)
  const right = Math.max(...body.map((line) => line.right))
  const left = Math.min(...body.map((line) => line.left))
  const paragraphs: string[] = []
  let isOpen = false
  for (const line of body) {
    const isSetIn = line.left - left > 1.2 * line.size
    if (isOpen && !isHeading(line.text) && !isSetIn) paragraphs[paragraphs.length - 1] += line.text
    else paragraphs.push(line.text)
    isOpen = right - line.right < 2 * line.size
  }
  return { paragraphs, columned: body.filter((line) => line.columns > 2).length }
}

const PAGE_NUMBER = /^[-—–－\s]*(第\s*)?\d{1,4}(\s*页)?([/／共\s]*\d{1,4}\s*页?)?[-—–－\s]*$/

/** First and last lines of pages that are numbers or the same on most pages are no text. */
function withoutMargins(pages: Line[][]): Line[] {
  const edges = pages.flatMap((lines) => [lines[0], lines.at(-1)]).map((line) => line?.text.replace(/\d+/g, '#'))
  const isRunning = (text: string) =>
    pages.length > 2 && edges.filter((edge) => edge === text.replace(/\d+/g, '#')).length > pages.length / 2
  return pages.flatMap((lines) =>
    lines.filter(({ text }, at) => (at > 0 && at < lines.length - 1) || !(PAGE_NUMBER.test(text) || isRunning(text))),
  )
}
