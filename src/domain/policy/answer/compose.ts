import type { Citation } from '#src/message.ts'
import type { DocumentManifest, DocumentStatus, TaskRow } from '../document.ts'
import { statusOf } from '../status.ts'
import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
import type { Reason } from './lexicon.ts'
import { keySentence, quoteOf, type Relevance, relevanceFor } from './quote.ts'
import type { Understanding } from './understand.ts'
import { namedUnits } from './unit-names.ts'
import { unwritten, wantsOf } from './wants.ts'

/** What a person reads, piece by piece; `text` of the answer is these lines in order. */
export type AnswerLines = { summary: string; quotes: { text: string; source: string }[]; remarks: string[]; related: string[] }

export type PolicyAnswer = {
  tier: 'answer' | 'nearest' | 'clarify' | 'refuse'
  refused: boolean
  reason?: Reason
  text: string
  citations: Citation[]
  lines: AnswerLines
}

/** For whom and on which day ('YYYY-MM-DD') an answer is written. */
export type Reader = { todayOn: string; audience: 'owner' | 'member' }

export type Composer = {
  audience: Reader['audience']
  relevance: Relevance
  sourceOf: (entry: Entry) => string
  citationOf: (entry: Entry) => Citation
  statusOf: (entry: Entry) => DocumentStatus
  labelOf: (entry: Entry) => string
  summaryOf: (entry: Entry) => string
  quoteOf: (entry: Entry, limit?: number) => string
  remarksOf: (entries: Entry[]) => string[]
  answer: (tier: PolicyAnswer['tier'], lines: Partial<AnswerLines>, cited: Entry[], reason?: Reason) => PolicyAnswer
}

/** What the answers to one question are made of; statuses are those of `todayOn` (YYYY-MM-DD). */
export function createComposer(index: PolicyIndex, asked: Understanding, { todayOn, audience }: Reader): Composer {
  const relevance = relevanceFor(index, asked.words, wantsOf(asked.question, asked.intents), [
    ...asked.numbers,
    ...asked.scope.years.map(String),
  ])
  const sourceOf = ({ document, clause }: Entry) => {
    const status = statusOf(document, todayOn)
    return `《${document.shortTitle.replace(`（${status}）`, '')}》${clause.place}·${status}`
  }
  const citationOf = ({ clause, document }: Entry): Citation => ({
    clause: clause.id,
    title: document.title,
    docNo: document.docNo,
    place: clause.place,
    status: statusOf(document, todayOn),
  })
  const remarksOf = (entries: Entry[]) => {
    const documents = [...new Set(entries.map((entry) => entry.document))]
      .map((document) => remarkOn(document, todayOn))
      .filter((one) => one !== undefined)
    const law = entries.some((entry) => entry.document.level === 'law') ? ['以上是法规条文，不构成法律意见'] : []
    return [...documents, ...defectsOf(index, entries, asked.question), ...law]
  }
  return {
    audience,
    relevance,
    sourceOf,
    citationOf,
    remarksOf,
    statusOf: (entry) => statusOf(entry.document, todayOn),
    labelOf: (entry) => labelOf(entry, todayOn),
    summaryOf: (entry) => `${labelOf(entry, todayOn)}：${summaryOf(index, entry, asked, relevance, todayOn)}`,
    quoteOf: (entry, limit) => quoteOf(entry, relevance, limit),
    answer: (tier, given, cited, reason) => {
      const lines: AnswerLines = { summary: '', quotes: [], remarks: remarksOf(cited), related: [], ...given }
      const refused = tier === 'nearest' || tier === 'refuse'
      return { tier, refused, reason, text: textOf(lines), citations: refused ? [] : unique(cited).map(citationOf), lines }
    },
  }
}

export const unique = (entries: Entry[]) => [...new Set(entries)]

/** 海淀区, 全市, 全市（已期满） */
export const labelOf = ({ document }: Entry, todayOn: string) =>
  `${document.jurisdiction === '北京市' ? '全市' : document.jurisdiction}${statusOf(document, todayOn) === '期满' ? '（已期满）' : ''}`

const textOf = ({ summary, quotes, remarks, related }: AnswerLines) =>
  [
    summary,
    ...quotes.map(({ text, source }) => (text ? `“${text}”——${source}` : `——${source}`)),
    ...(remarks.length ? [`注意：${remarks.join('；')}。`] : []),
    ...(related.length ? [`相关：${related.join('；')}`] : []),
  ].join('\n')

function summaryOf(index: PolicyIndex, entry: Entry, asked: Understanding, relevance: Relevance, todayOn: string): string {
  const { intents } = asked
  const { row, clause } = entry
  const units = row
    ? `由${row.lead.join('、')}牵头，${row.support.length ? `${row.support.join('、')}配合` : '配合单位一栏空白'}`
    : `责任单位是${clause.units.join('、')}`
  if (intents.has('yesno') && clause.units.length && ASKS_OF_UNIT.test(asked.question) && namedUnits(index.units, asked.question).length)
    return `${hasUnit(index, clause.units, asked.question) ? '有' : '没有'}。${units}`
  if (intents.has('lead') && clause.units.length) return units
  if (row && /工作要求/.test(asked.question)) return row.requirement.replace(/。$/, '')
  const key = keySentence(entry, relevance)
  if (row && (intents.has('deadline') || unwritten(intents, key).length)) return `${key}；${deadlineOf(row, key, todayOn)}`
  if (intents.has('place')) return `见${clause.place}“${row ? key : clause.title}”`
  return `${key}${row && relevance(row.deadline) > 0.3 ? `；${deadlineOf(row, key, todayOn)}` : ''}`
}

/** 责任单位里有司法局吗; 消防培训要发证吗 asks of no unit. */
const ASKS_OF_UNIT = /有|是|参与|参加|配合|牵头|负责|包括|管/

const hasUnit = (index: PolicyIndex, units: string[], question: string) =>
  namedUnits(index.units, question).some(({ unit }) => units.includes(unit))

/** The deadline as a person says it, not repeating a date that was just said. */
function deadlineOf(row: TaskRow, said: string, todayOn: string): string {
  const dated = datedIn(row)
  if (dated && said.includes(dated)) return `完成时限一栏写“${row.deadline}”`
  return `完成时限：${timeOf(row)}${passed(row.deadline, todayOn)}`
}

/** The dated words of a requirement whose deadline has no date. */
export const datedIn = ({ deadline, requirement }: TaskRow) =>
  /20\d\d年/.test(deadline) ? undefined : /[^，。；]*20\d\d年底前[^，。；]*(?:，[^，。；]*20\d\d年底前[^，。；]*)*/.exec(requirement)?.[0]

/** Some rows carry their date in the requirement while the deadline says 持续落实. */
const timeOf = (row: TaskRow) => {
  const dated = datedIn(row)
  return dated ? `${dated}（写在工作要求里，完成时限一栏写“${row.deadline}”）` : row.deadline
}

/** A date gone by says nothing about what was done: the task board does. */
export function passed(deadline: string, todayOn: string): string {
  const dates = [...deadline.matchAll(/(20\d\d)年(?:(\d{1,2})月)?/g)].map(
    ([, year, month]) => `${year}-${(month ?? '12').padStart(2, '0')}-31`,
  )
  return dates.length && dates.every((date) => date < todayOn) ? '（已过，完成情况以任务台账为准）' : ''
}

function remarkOn(document: DocumentManifest, todayOn: string): string | undefined {
  const status = statusOf(document, todayOn)
  if (status === '征求意见稿') return `${document.jurisdiction}方案是征求意见稿，以正式印发文本为准`
  if (status === '期满') return `这份计划到${document.periodEnd!.slice(0, 4)}年底已经期满，仅供了解历史`
  if (status === '起草说明') return `这是起草说明，不是方案正文${document.remark ? `；${document.remark}` : ''}`
  if (status === '被替代') return '该文件已被替代'
  return undefined
}

const defectsOf = (index: PolicyIndex, entries: Entry[], question: string) =>
  index.lexicon.defects
    .filter((defect) => defect.clauses.includes(entries[0]?.clause.id ?? '') && (!defect.when || new RegExp(defect.when).test(question)))
    .map((defect) => defect.note)
