import { splitAnnexes } from './annexes.ts'
import { articleBlocks, hasArticles } from './articles.ts'
import type { Block } from './block.ts'
import { decimalBlocks, hasDecimals } from './decimals.ts'
import { outlineBlocks } from './outline.ts'
import type { Piece } from './pieces.ts'

/** The document as blocks in order. Each annex has a shape of its own: an outline, articles, a table, or plain text. */
export function blocksOf(pieces: Piece[]): Block[] {
  const [main = [], ...annexes] = splitAnnexes(pieces)
  return [...shaped(main), ...annexes.flatMap((annex, at) => shapedAnnex(annex, at + 1))]
}

function shaped(pieces: Piece[]): Block[] {
  if (hasArticles(pieces)) return articleBlocks(pieces)
  return hasDecimals(pieces) ? decimalBlocks(pieces) : outlineBlocks(pieces)
}

function shapedAnnex(pieces: Piece[], annex: number): Block[] {
  const whole: Block = { numbers: [], kind: 'annex', label: '', head: '', pieces, annex }
  if (pieces.some((piece) => piece.tabbed)) return [whole]
  const blocks = shaped(pieces)
  return blocks.length > 1 ? blocks.map((block) => ({ ...block, annex })) : [whole]
}
