import { DomainError } from '#src/errors.ts'
import type { DocumentManifest, ParsedDocument } from './document.ts'
import { type Block, headingOf, paragraphsOf, titleOf } from './parse/block.ts'
import { createDraft, type Draft } from './parse/draft.ts'
import { clauseIdOf, placeOf, runningSections } from './parse/ids.ts'
import { linkedClause } from './parse/link-rows.ts'
import { type Piece, piecesOf } from './parse/pieces.ts'
import { blocksOf } from './parse/shape.ts'
import { type Prose, type Table, tablesApart } from './parse/tables.ts'
import { readTaskTable } from './parse/task-table.ts'
import { responsibleUnits } from './parse/units.ts'

/**
 * Takes a policy document apart: clauses, table rows, and nodes that give the file back byte for byte.
 * @throws DomainError `no-clauses` when the text has neither 一、/（一）/1. headings nor 第N条 nor 4.1, `table-broken` when cells are missing
 */
export function parseDocument(manifest: DocumentManifest, source: string): ParsedDocument {
  const blocks = movePreamble(manifest, blocksOf(piecesOf(source)))
  const running = runningSections(blocks)
  const draft = createDraft(manifest)
  const open: Block[] = []
  for (const [index, block] of blocks.entries()) {
    while (open.length && !isUnder(block, open.at(-1)!)) open.pop()
    const isLeaf = !blocks[index + 1] || !isUnder(blocks[index + 1]!, block)
    if (block.kind === 'annex') addAnnex(draft, block)
    else addBlock(draft, block, { isLeaf, above: [...open], running })
    if (block.numbers.length) open.push(block)
  }
  const { clauses, nodes, rows } = draft
  if (!clauses.length) throw new DomainError('no-clauses', '没有读出条款：文件里没有“一、（一）1.”“第一条”“4.1”这样的编号。')
  const items = clauses.filter((clause) => !/\/(task|table)-/.test(clause.id))
  return { manifest, clauses, nodes, rows: rows.map((row) => ({ ...row, clause: linkedClause(row.task, items) })) }
}

type Standing = { isLeaf: boolean; above: Block[]; running: Set<number> }

function addBlock(draft: Draft, block: Block, { isLeaf, above, running }: Standing): void {
  const paragraphs = paragraphsOf(block)
  const { title, body } = titleOf(paragraphs)
  const id = block.numbers.length ? clauseIdOf(draft.manifest, block, running) : ''
  const path = [...(block.annex ? [`附件${block.annex}`] : []), ...above.map(headingOf)]
  const parts = tablesApart(block.pieces)
  const below = block.numbers.length ? [...path, headingOf(block)] : path
  if (!id || (!isLeaf && !body.length)) {
    const kind = block.kind === 'front' || block.kind === 'back' ? block.kind : 'heading'
    for (const part of parts) addPart(draft, part, below, (pieces) => draft.addNode(kind, pieces))
    return
  }
  const opening = (block.preamble ?? []).map((piece) => piece.text).filter(Boolean)
  const text = [...opening, ...(body.length ? body : paragraphs)].join('\n')
  const named = title || above.at(-1)?.head || ''
  const clause = { id, path, place: placeOf(block, running), title: named, text, units: responsibleUnits(text) }
  const [heading, ...further] = parts
  draft.addClause(clause, [...(block.preamble ?? []), ...(heading?.kind === 'prose' ? heading.pieces : [])])
  for (const part of further) addPart(draft, part, below, (pieces) => draft.addNode('clause', pieces, id))
}

function addPart(draft: Draft, part: Prose | Table, path: string[], addProse: (pieces: Piece[]) => void): void {
  if (part.kind === 'table') draft.addTable(part, path)
  else addProse(part.pieces)
}

/** An annex without an outline: a task table, a list in columns, or text that is one clause. */
function addAnnex(draft: Draft, block: Block): void {
  const parts = tablesApart(block.pieces)
  if (parts.some((part) => part.kind === 'table')) {
    for (const part of parts) addPart(draft, part, [`附件${block.annex}`], (pieces) => draft.addNode('heading', pieces))
    return
  }
  const { head, rows } = readTaskTable(block.pieces)
  const paragraphs = paragraphsOf({ ...block, pieces: head })
  if (!rows.length && paragraphs.length > 1) {
    const [place = '', ...text] = paragraphs
    const clause = { id: `${draft.manifest.id}/annex-${block.annex}`, path: [], place, title: text[0]!, text: text.join('\n'), units: [] }
    draft.addClause(clause, head)
    return
  }
  draft.addNode('heading', head)
  for (const { row, cells, pieces } of rows) draft.addTask(row, cells, pieces)
}

const isUnder = (inner: Block, outer: Block) =>
  inner.annex === outer.annex &&
  inner.numbers.length > outer.numbers.length &&
  outer.numbers.length > 0 &&
  outer.numbers.every((number, at) => inner.numbers[at] === number)

/** Some plans say what they are for before the first heading; the manifest tells which clause that paragraph opens. */
function movePreamble(manifest: DocumentManifest, blocks: Block[]): Block[] {
  const [front, ...rest] = blocks
  const wanted = manifest.layout?.preamble
  const from = front?.pieces.findLastIndex((piece) => piece.text.endsWith('。')) ?? -1
  const owner = rest.findIndex((block) => block.numbers.length > 0 && clauseIdOf(manifest, block, new Set()) === `${manifest.id}/${wanted}`)
  if (!front || !wanted || from < 0 || owner < 0) return blocks
  const opened: Block = { ...rest[owner]!, preamble: front.pieces.slice(from) }
  return [{ ...front, pieces: front.pieces.slice(0, from) }, ...rest.with(owner, opened)]
}
