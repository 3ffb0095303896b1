import type { Entry } from '../entry.ts'
import type { PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'

const ROW =
  /(?:任务表|分解表|任务|序号|附件|表格)+(?:里|中|的|是|第|为)*(\d{1,3})(?!\d|年|月|个|条)[项号]?|第(\d{1,3})[项号](?!基本|原则|措施)(?:任务|工作)?|(?<!\d)(\d{1,3})号任务/g
const CLAUSE = /第(\d{1,3})条/g

/** 任务52、53和54 → 任务52、任务53和任务54; 第3、4条 → 第3条、第4条 */
const spellOut = (question: string) =>
  question
    .replace(
      /(任务|序号)(\d+)((?:[、，,和与及跟]\d+)+)/g,
      (_, word: string, first: string, more: string) => `${word}${first}${more.replace(/\d+/g, `${word}$&`)}`,
    )
    .replace(
      /第(\d+)((?:[、，,和与及跟]第?\d+)+)([条项])/g,
      (_, first: string, more: string, unit: string) => `第${first}${unit}${more.replace(/第?(\d+)/g, `第$1${unit}`)}`,
    )

export type Numbered = { entries: Entry[]; missing?: string }

/** Clauses and rows named by number, in the order named; `missing` tells of a number the document does not have. */
export function findNumbered(
  index: PolicyIndex,
  { question, scope }: Understanding,
  documents: string[],
  inContext: string[],
): Numbered | undefined {
  const spelt = spellOut(question)
  const rows = [...spelt.matchAll(ROW)].map((found) => ({
    at: found.index,
    number: Number(found[1] ?? found[2] ?? found[3]),
    isRow: true,
  }))
  const clauses = [...spelt.matchAll(CLAUSE)].map((found) => ({ at: found.index, number: Number(found[1]), isRow: false }))
  const named = [...rows, ...clauses].sort((a, b) => a.at - b.at)
  if (!named.length || scope.citedTitle) return undefined
  const entries: Entry[] = []
  // 2020年计划第18项: what a document without a table has of items is its clauses.
  const itemOf = (id: string, number: number) =>
    index.documents.some((one) => one.manifest.id === id && !one.rows.length) ? index.byId.get(`${id}/${number}`) : undefined
  for (const { number, isRow } of named) {
    const tail = isRow ? `task-${number}` : `${number}`
    const all = index.documents.map((one) => one.manifest.id)
    const homes = documents.length ? documents : inContext.some((id) => index.byId.has(`${id}/${tail}`)) ? inContext : all
    const found = homes
      .map((id) => index.byId.get(`${id}/${tail}`) ?? (documents.length ? itemOf(id, number) : undefined))
      .filter((entry) => entry !== undefined)
    if (!found.length) return { entries: [], missing: missingText(index, homes, number, isRow) }
    entries.push(...found)
  }
  return { entries: [...new Set(entries)] }
}

function missingText(index: PolicyIndex, homes: string[], number: number, isRow: boolean): string {
  const counts = homes.map((id) => {
    const document = index.documents.find((one) => one.manifest.id === id)!
    const count = isRow ? document.rows.length : document.clauses.filter((clause) => /\/\d+$/.test(clause.id)).length
    return `《${document.manifest.shortTitle}》${count ? `只有${count}${isRow ? '项任务' : '条'}` : `没有编号的${isRow ? '任务表' : '条款'}`}`
  })
  return `没有第${number}${isRow ? '项任务' : '条'}：${counts.slice(0, 2).join('，')}。`
}
