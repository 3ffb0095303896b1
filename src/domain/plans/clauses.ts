import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import type { DeadlineContext } from '#src/domain/deadlines/schedule.ts'
import type { Clause, TaskRow } from '#src/domain/policy/document.ts'
import { everyStreet } from './units.ts'

/** A row read out of a clause, and what the clause left open: it stays on the task until a lead rules on it. */
export type ClauseRow = { row: TaskRow; flaws: string[] }

const streetsNamed = /各街道|每个街道|各街镇/
const drafter = /，(区[\p{Script=Han}]{2,8}?(?:委|局|办))(?=结合|会同|依据|根据|牵头)[^。]*牵头编制/u

/**
 * The tasks of a document without 任务分解表: one per numbered clause below its chapters. The deadline is what of its
 * words speaks of a time; who is named nowhere falls to the unit that drew up the document.
 */
export function rowsOfClauses(clauses: Clause[], issuer: string | undefined, context: DeadlineContext): ClauseRow[] {
  const author = clauses.map(({ text }) => drafter.exec(text)?.[1]).find(Boolean) ?? issuer
  return clauses.filter(({ path }) => path.length > 0).map((clause, at) => rowOf(clause, at + 1, author, context))
}

function rowOf(clause: Clause, no: number, author: string | undefined, context: DeadlineContext): ClauseRow {
  const deadline = clause.text
    .split(/[，。；\n]/)
    .filter((piece) => speaksOfTime(piece, context))
    .join('；')
  const named = [...clause.units, ...(clause.units.length === 0 && streetsNamed.test(clause.text) ? [everyStreet] : [])]
  const lead = named.length > 0 ? named : author ? [author] : []
  const row = {
    no,
    task: `${clause.title}。`,
    requirement: clause.text.startsWith(clause.title) ? clause.text.slice(clause.title.length).replace(/^[。，：]/, '') : clause.text,
    deadline,
    lead,
    support: author && !lead.includes(author) ? [author] : [],
    clause: clause.id,
  }
  const flaws = [
    ...(named.length === 0 ? [`原文未写责任单位，暂列编制单位${author ?? '（不详）'}，以专班裁定为准`] : []),
    ...(deadline === '' ? ['原文未写完成时限，暂按持续落实，以专班裁定为准'] : []),
  ]
  return { row, flaws }
}

function speaksOfTime(piece: string, context: DeadlineContext): boolean {
  const { milestones, recurrences } = compileDeadline(piece, context)
  return milestones.length + recurrences.length > 0
}
