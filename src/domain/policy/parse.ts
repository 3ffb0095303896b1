import { DomainError } from '#src/errors.ts'
import type { Clause, DocumentManifest, ParsedDocument, SourceNode, TaskRow } from './document.ts'
import { articleBlocks, hasArticles } from './parse/articles.ts'
import { type Block, paragraphsOf, titleOf } from './parse/block.ts'
import { clauseIdOf, placeOf, runningSections } from './parse/ids.ts'
import { linkedClause } from './parse/link-rows.ts'
import { outlineBlocks } from './parse/outline.ts'
import { type Piece, piecesOf } from './parse/pieces.ts'
import { readTaskTable } from './parse/task-table.ts'
import { responsibleUnits } from './parse/units.ts'

/**
 * Takes a policy document apart: clauses, table rows, and nodes that give the file back byte for byte.
 * @throws DomainError `no-clauses` when the text has neither 一、/（一）/1. headings nor 第N条, `table-broken` when cells are missing
 */
export function parseDocument(manifest: DocumentManifest, source: string): ParsedDocument {
  const pieces = piecesOf(source)
  const blocks = movePreamble(manifest, hasArticles(pieces) ? articleBlocks(pieces) : outlineBlocks(pieces))
  const running = runningSections(blocks)
  const clauses: Clause[] = []
  const nodes: SourceNode[] = []
  const rows: TaskRow[] = []
  const pending: Omit<TaskRow, 'clause'>[] = []

  const addNode = (kind: SourceNode['kind'], held: Piece[], clauseId?: string) => {
    if (!held.length) return
    const text = held.map((piece) => piece.raw).join('')
    nodes.push({ order: nodes.length, kind, clauseId, lineFrom: held[0]!.line, lineTo: held.at(-1)!.line, text })
  }
  const addClause = (clause: Omit<Clause, 'documentId' | 'order' | 'lineFrom' | 'lineTo'>, held: Piece[]) => {
    const printed = held.filter((piece) => piece.text)
    const lines = { lineFrom: printed[0]!.line, lineTo: printed.at(-1)!.line }
    clauses.push({ ...clause, documentId: manifest.id, order: clauses.length, ...lines })
    addNode('clause', held, clause.id)
  }

  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'annex') {
      const table = readTaskTable(block.pieces)
      addNode('heading', table.head)
      for (const { row, cells, pieces: held } of table.rows) {
        pending.push(row)
        addClause(rowClause(manifest, row, cells), held)
      }
      continue
    }
    const isLeaf = !blocks.some((other, at) => at > index && isUnder(other, block))
    const paragraphs = paragraphsOf(block)
    const { title, body } = titleOf(paragraphs)
    const id = block.numbers.length ? clauseIdOf(manifest, block, running) : ''
    if (!id || (!isLeaf && !body.length)) {
      addNode(block.kind === 'front' || block.kind === 'back' ? block.kind : 'heading', block.pieces)
      continue
    }
    const above = blocks.filter((other, at) => at < index && isUnder(block, other))
    const opening = (block.preamble ?? []).map((piece) => piece.text).filter(Boolean)
    const text = [...opening, ...(body.length ? body : paragraphs)].join('\n')
    const path = above.map((other) => other.label + other.head)
    const named = title || above.at(-1)?.head || ''
    const clause = { id, path, place: placeOf(block, running), title: named, text, units: responsibleUnits(text) }
    addClause(clause, [...(block.preamble ?? []), ...block.pieces])
  }

  if (!clauses.length) throw new DomainError('no-clauses', '没有读出条款：文件里没有“一、（一）1.”或“第一条”这样的编号。')
  const items = clauses.filter((clause) => !clause.id.includes('/task-'))
  for (const row of pending) rows.push({ ...row, clause: linkedClause(row.task, items) })
  return { manifest, clauses, nodes, rows }
}

const rowClause = (manifest: DocumentManifest, row: Omit<TaskRow, 'clause'>, cells: string[]) => ({
  id: `${manifest.id}/task-${row.no}`,
  path: ['附件 任务分解表'],
  place: `任务分解表第${row.no}项`,
  title: row.task,
  text: cells.slice(1).join('\n').trimEnd(),
  units: [...row.lead, ...row.support],
})

const isUnder = (inner: Block, outer: Block) =>
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
