import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { Defect } from './answer/lexicon.ts'

/** A lead's decision on what a row of the source leaves unclear. */
export type Ruling = { documentId: string; taskNo: number; text: string; decidedAt: Date }

const OPEN = /，(?:以专班解释为准|已提请专班核定)$/

/** The flaws as they are told from now on: what was ruled stands behind what it settles. The last of several rulings counts. */
export function withRulings(defects: Defect[], rulings: Ruling[]): Defect[] {
  const newest = new Map(
    rulings.toSorted((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime()).map((one) => [`${one.documentId}/task-${one.taskNo}`, one]),
  )
  const settled = defects.map((defect) =>
    defect.clauses.some((clause) => newest.has(clause)) ? { ...defect, note: defect.note.replace(OPEN, '') } : defect,
  )
  const told = [...newest].map(([clause, { text, decidedAt }]) => ({
    clauses: [clause],
    note: `专班裁定 ${shanghaiDateOf(decidedAt)}：${text.replace(/。$/, '')}`,
  }))
  return [...settled, ...told]
}
