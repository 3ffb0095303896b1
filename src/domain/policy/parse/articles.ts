import type { Block } from './block.ts'
import { markerOf, type Piece } from './pieces.ts'

/** The shape of laws: 第N条, perhaps under 第N章; enumerations inside an article stay in it. */
export const hasArticles = (pieces: Piece[]) => pieces.filter((piece) => markerOf(piece.text)?.kind === 'article').length >= 3

const LEVEL: Record<string, number> = { 编: 0, 章: 1, 节: 2 }
const CHAPTER = 1

/** An excerpt may begin with any article; from there on the numbers only go up, so that a quoted 第三条 stays text. */
export function articleBlocks(pieces: Piece[]): Block[] {
  const blocks: Block[] = [{ numbers: [], kind: 'front', label: '', head: '', pieces: [] }]
  let above = [0, 0, 0]
  let article = 0
  for (const [at, piece] of pieces.entries()) {
    const marker = markerOf(piece.text)
    if (marker && (marker.kind === 'chapter' || isHeading(pieces, at, article))) {
      const level = LEVEL[marker.label.at(-1)!] ?? CHAPTER
      above = above.map((number, depth) => (depth === level ? marker.number : depth < level ? number : 0))
      const head = joinSpread(marker.head)
      blocks.push({ numbers: above.slice(0, level + 1), kind: 'chapter', label: marker.label, head, pieces: [piece] })
    } else if (marker?.kind === 'article' && marker.number > article && (article === 0 || marker.number <= article + 3)) {
      article = marker.number
      blocks.push({ numbers: [...above, article], kind: 'article', label: marker.label, head: marker.head, pieces: [piece] })
    } else blocks.at(-1)!.pieces.push(piece)
  }
  return blocks
}

/** 二、停放和充电, right before the next article: a chapter by another name, and no words of the article before. */
function isHeading(pieces: Piece[], at: number, article: number): boolean {
  const text = pieces[at]!.text
  const next = pieces.slice(at + 1).find((piece) => piece.text !== '')
  const following = next && markerOf(next.text)
  return markerOf(text)?.kind === 'section' && !/[。；：，]/.test(text) && following?.kind === 'article' && following.number === article + 1
}

/** 总 则 is 总则: two characters spread to fill a line. */
const joinSpread = (head: string) => (/^\S(\s+\S){1,3}$/u.test(head) ? head.replace(/\s/g, '') : head)
