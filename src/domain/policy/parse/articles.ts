import type { Block } from './block.ts'
import { markerOf, type Piece } from './pieces.ts'

/** The shape of laws: 第N条, perhaps under 第N章; enumerations inside an article stay in it. */
export const hasArticles = (pieces: Piece[]) => pieces.filter((piece) => markerOf(piece.text)?.kind === 'article').length >= 3

export function articleBlocks(pieces: Piece[]): Block[] {
  const blocks: Block[] = [{ numbers: [], kind: 'front', label: '', head: '', pieces: [] }]
  let chapter = 0
  let article = 0
  for (const piece of pieces) {
    const marker = markerOf(piece.text)
    if (marker?.kind === 'chapter') {
      chapter = marker.number
      blocks.push({ numbers: [chapter], kind: 'chapter', label: marker.label, head: marker.head, pieces: [piece] })
    } else if (marker?.kind === 'article' && marker.number === article + 1) {
      article = marker.number
      blocks.push({ numbers: [chapter, article], kind: 'article', label: marker.label, head: marker.head, pieces: [piece] })
    } else blocks.at(-1)!.pieces.push(piece)
  }
  return blocks
}
