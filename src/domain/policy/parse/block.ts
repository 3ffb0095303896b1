import { isFinished, type Marker, type Piece } from './pieces.ts'
import { cellsOf } from './tables.ts'

/**
 * A heading or numbered paragraph with all that stands under it up to the next one.
 * `numbers` is its place in the outline, e.g. [2, 3, 11]; empty for what stands outside the outline.
 */
export type Block = {
  numbers: number[]
  kind: Marker['kind'] | 'front' | 'annex' | 'back'
  label: string
  head: string
  pieces: Piece[]
  /** which annex it stands in, from 1 on; absent in the main text */
  annex?: number
  /** the paragraph before the first heading, where it belongs to this block */
  preamble?: Piece[]
}

/** As it stands above what is under it: 第一章 总则, 4.1 保洁, 一、工作目标 */
export const headingOf = ({ kind, label, head }: Block) =>
  `${label}${(kind === 'chapter' || kind === 'decimal') && !label.endsWith('、') ? ' ' : ''}${head}`

/** The block's paragraphs, its own heading line first, page breaks closed. */
export function paragraphsOf(block: Block): string[] {
  const texts = block.pieces
    .filter((piece) => !cellsOf(piece.raw))
    .map((piece) => piece.text)
    .filter(Boolean)
  if (block.head) texts[0] = block.head
  const paragraphs: string[] = []
  for (const text of texts) {
    const last = paragraphs.at(-1)
    const isTitle = paragraphs.length === 1 && block.head !== '' && !isCut(block)
    if (last !== undefined && !isFinished(last) && !isTitle) paragraphs[paragraphs.length - 1] = last + text
    else paragraphs.push(text)
  }
  return paragraphs
}

/** A first line without a stop is a title, unless sentences in it show that the page cut it; articles have none. */
const isCut = (block: Block) => block.kind === 'article' || (block.kind === 'item' ? /[，,；。]/ : /。/).test(block.head)

/** The first sentence when it is short and more follows; a heading line that does not stop; else nothing. */
export function titleOf(paragraphs: string[]): { title: string; body: string[] } {
  const [first = '', ...rest] = paragraphs
  if (!isFinished(first)) return { title: first, body: rest }
  const sentence = /^([^。；：]{2,40})。(?=.)/.exec(first)?.[1]
  return { title: sentence ?? '', body: paragraphs }
}
