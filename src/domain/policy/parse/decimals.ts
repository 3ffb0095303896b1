import type { Block } from './block.ts'
import { decimalOf, type Piece } from './pieces.ts'

/** The shape of standards: 4 服务要求 over 4.1 over 4.1.2. */
export const hasDecimals = (pieces: Piece[]) => pieces.filter((piece) => (decimalOf(piece.text)?.numbers.length ?? 0) > 1).length >= 3

export function decimalBlocks(pieces: Piece[]): Block[] {
  const blocks: Block[] = [{ numbers: [], kind: 'front', label: '', head: '', pieces: [] }]
  let at: number[] = []
  for (const piece of pieces) {
    const found = piece.tabbed ? undefined : decimalOf(piece.text)
    if (found && follows(at, found.numbers)) {
      at = found.numbers
      blocks.push({ numbers: at, kind: 'decimal', label: at.join('.'), head: found.head, pieces: [piece] })
    } else blocks.at(-1)!.pieces.push(piece)
  }
  return blocks
}

/** The next at its own or a higher level, or the first below; a lone figure at a line's start is none of these. */
function follows(before: number[], numbers: number[]): boolean {
  const parent = numbers.slice(0, -1)
  const last = numbers.at(-1)!
  if (parent.some((number, at) => number !== before[at])) return false
  return last === (before[parent.length] ?? 0) + 1 || (before.length === 0 && numbers.length === 1)
}
