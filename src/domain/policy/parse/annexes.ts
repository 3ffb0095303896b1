import { decimalOf, markerOf, type Piece } from './pieces.ts'

const ANNEX = /^附\s*件\s*([\d一二三四五六七八九十]*(?:[-－—]\d+)?)(?:\s+\S.{0,40}|[:：])?$/

/** The main text, then each annex from its line 附件N on; a line that only lists what is annexed begins none. */
export function splitAnnexes(pieces: Piece[]): Piece[][] {
  const parts: Piece[][] = [[]]
  let isUnderWay = false
  let number: string | undefined
  for (const piece of pieces) {
    isUnderWay ||= markerOf(piece.text) !== undefined || decimalOf(piece.text) !== undefined
    const found = isUnderWay && !piece.tabbed ? ANNEX.exec(piece.text)?.[1] : undefined
    if (found !== undefined && found !== number) {
      number = found
      parts.push([])
    }
    parts.at(-1)!.push(piece)
  }
  return parts
}
