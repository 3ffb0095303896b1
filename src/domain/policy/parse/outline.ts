import type { Block } from './block.ts'
import { isFinished, type Marker, markerOf, type Piece } from './pieces.ts'

const LEVELS: Marker['kind'][] = ['section', 'part', 'item']

/** The shape of plans and opinions: 一、 over （一） over 1.; the highest of the three that occurs is the first level. */
export function outlineBlocks(pieces: Piece[]): Block[] {
  const blocks: Block[] = [{ numbers: [], kind: 'front', label: '', head: '', pieces: [] }]
  const kinds = new Set(pieces.map((piece) => (piece.tabbed ? undefined : markerOf(piece.text)?.kind)))
  const levels = LEVELS.slice(LEVELS.findIndex((kind) => kinds.has(kind)))
  let at = [0, 0, 0]
  for (const piece of pieces) {
    const marker = piece.tabbed ? undefined : markerOf(piece.text)
    const depth = marker && levels.indexOf(marker.kind) + 1
    if (marker && depth && (depth === 1 ? marker.number === at[0]! + 1 : at[0]! > 0)) {
      at = at.map((number, index) => (index === depth - 1 ? marker.number : index < depth - 1 ? number : 0))
      blocks.push({ numbers: at.slice(0, depth), kind: marker.kind, label: marker.label, head: marker.head, pieces: [piece] })
    } else blocks.at(-1)!.pieces.push(piece)
  }
  return splitBack(nameFirstParts(blocks))
}

/** Where a section's parts begin at （二）, its first items stand under an unmarked （一）: the unfinished line above them. */
function nameFirstParts(blocks: Block[]): Block[] {
  return blocks.flatMap((block) => {
    const [section, part, item] = block.numbers
    const sectionParts = blocks
      .filter((b) => b.kind === 'part' && b.numbers.length === 2 && b.numbers[0] === section)
      .map((b) => b.numbers[1])
    if (section === undefined || !sectionParts.includes(2) || sectionParts.includes(1)) return [block]
    if (item !== undefined && part === 0) return [{ ...block, numbers: [section, 1, item] }]
    const cut = block.kind === 'section' ? block.pieces.findLastIndex((piece) => piece.text !== '') : 0
    const line = block.pieces[cut]
    if (!line || cut === 0 || isFinished(line.text)) return [block]
    const first: Block = { numbers: [section, 1], kind: 'part', label: '（一）', head: line.text, pieces: block.pieces.slice(cut) }
    return [{ ...block, pieces: block.pieces.slice(0, cut) }, first]
  })
}

/** Signature and date below the last paragraph belong to no clause. */
function splitBack(blocks: Block[]): Block[] {
  const last = blocks.at(-1)!
  if (last.kind === 'front') return blocks
  const end = last.pieces.findLastIndex((piece) => isFinished(piece.text) && !/^[（(]此件/.test(piece.text))
  const tail = last.pieces.slice(end + 1)
  if (end < 0 || tail.every((piece) => piece.text === '')) return blocks
  return [...blocks.slice(0, -1), { ...last, pieces: last.pieces.slice(0, end + 1) }, { ...last, ...BACK, pieces: tail }]
}

const BACK = { numbers: [], kind: 'back', label: '', head: '' } satisfies Partial<Block>
