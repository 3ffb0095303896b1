import type { Clause, DocumentManifest, SourceNode, TaskRow } from '../document.ts'
import type { Piece } from './pieces.ts'
import { rowText, rowTitle, type Table } from './tables.ts'
import { isTaskTable, rowOf } from './task-table.ts'

type NewClause = Omit<Clause, 'documentId' | 'order' | 'lineFrom' | 'lineTo'>
type NewRow = Omit<TaskRow, 'clause'>

/** What has been read of a document so far; everything is added in the order of the source. */
export type Draft = {
  manifest: DocumentManifest
  clauses: Clause[]
  nodes: SourceNode[]
  rows: NewRow[]
  addNode(kind: SourceNode['kind'], held: Piece[], clauseId?: string): void
  addClause(clause: NewClause, held: Piece[]): void
  addTask(row: NewRow, cells: string[], held: Piece[]): void
  addTable(table: Table, path: string[]): void
}

export function createDraft(manifest: DocumentManifest): Draft {
  const clauses: Clause[] = []
  const nodes: SourceNode[] = []
  const rows: NewRow[] = []
  let tables = 0

  const addNode: Draft['addNode'] = (kind, held, clauseId) => {
    if (!held.length) return
    const text = held.map((piece) => piece.raw).join('')
    nodes.push({ order: nodes.length, kind, clauseId, lineFrom: held[0]!.line, lineTo: held.at(-1)!.line, text })
  }
  const addClause: Draft['addClause'] = (clause, held) => {
    const printed = held.filter((piece) => piece.text)
    const lines = { lineFrom: printed[0]!.line, lineTo: printed.at(-1)!.line }
    clauses.push({ ...clause, documentId: manifest.id, order: clauses.length, ...lines })
    addNode('clause', held, clause.id)
  }
  const addTask: Draft['addTask'] = (row, cells, held) => {
    rows.push(row)
    const text = cells.slice(1).join('\n').trimEnd()
    const named = { id: `${manifest.id}/task-${row.no}`, path: ['附件 任务分解表'], place: `任务分解表第${row.no}项`, title: row.task }
    addClause({ ...named, text, units: [...row.lead, ...row.support] }, held)
  }
  /** The first table of tasks numbered from 1 gives the plan's tasks; any other row is a clause of its own. */
  const addTable: Draft['addTable'] = (table, path) => {
    addNode('heading', table.head)
    const tasks = table.rows.map(({ cells }) => rowOf(table.columns, cells))
    if (rows.length === 0 && isTaskTable(table.columns) && tasks.every((task, at) => task.no === at + 1)) {
      for (const [at, { cells, pieces }] of table.rows.entries()) addTask(tasks[at]!, cells, pieces)
      return
    }
    tables++
    table.rows.forEach(({ cells, pieces }, at) => {
      const named = {
        id: `${manifest.id}/table-${tables}-${at + 1}`,
        path,
        place: `表${tables}第${at + 1}行`,
      }
      addClause({ ...named, title: rowTitle(cells), text: rowText(table, cells), units: [] }, pieces)
    })
  }
  return { manifest, clauses, nodes, rows, addNode, addClause, addTask, addTable }
}
