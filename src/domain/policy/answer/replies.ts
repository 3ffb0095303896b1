import type { TaskRow } from '../document.ts'
import { type Composer, type PolicyAnswer, passed, unique } from './compose.ts'
import type { Entry, PolicyIndex } from './index.ts'
import type { TaskList } from './lookups/tasks.ts'
import type { Hit } from './search.ts'
import type { Understanding } from './understand.ts'

/** One clause answers; its table row or clause and its twin at the other level stand beside it. */
export function answerClause(index: PolicyIndex, composer: Composer, asked: Understanding, best: Hit, others: Hit[]): PolicyAnswer {
  const { entry } = best
  const kin = kinOf(index, entry, others)
  const seen = defectKin(index, entry, asked.question)
  const cited = unique([entry, ...kin, ...seen])
  const quotes = [{ text: composer.quoteOf(entry), source: composer.sourceOf(entry) }]
  const twin = kin.find((one) => one.document.id !== entry.document.id)
  if (twin && !asked.scope.documents.length) quotes.push({ text: composer.quoteOf(twin, 90), source: composer.sourceOf(twin) })
  for (const one of seen) quotes.push({ text: composer.quoteOf(one, 110), source: composer.sourceOf(one) })
  const row = entry.row ? undefined : kin.find((one) => one.row)?.row
  const facts = entry.row
    ? [factsOf(entry)]
    : row
      ? [`任务${row.no}要求“${row.requirement.replace(/。$/, '')}”，${factsOf(kin.find((one) => one.row)!)}`]
      : []
  const related = [...facts, ...kin.filter((one) => one !== twin && !one.row).map((one) => composer.sourceOf(one))]
  return composer.answer('answer', { summary: composer.summaryOf(entry), quotes, related }, cited)
}

const factsOf = ({ row }: Entry) =>
  `完成时限“${row!.deadline}”，牵头${row!.lead.join('、')}${row!.support.length ? `，配合${row!.support.join('、')}` : ''}`

/** The row that breaks the clause down best, the clause a row belongs to, and the twin in another document. */
function kinOf(index: PolicyIndex, entry: Entry, others: Hit[]): Entry[] {
  const parent = entry.row && index.byId.get(entry.row.clause)
  const rows = index.rowsOf.get(entry.clause.id) ?? []
  const row = others.find((hit) => rows.includes(hit.entry))?.entry
  const twin = (index.twinsOf.get(parent?.clause.id ?? entry.clause.id) ?? [])
    .map((id) => index.byId.get(id)!)
    .find((one) => one.document.level === 'city' && one.document.periodEnd !== '2022-12-31')
  return [row, parent, twin].filter((one) => one !== undefined)
}

const defectKin = (index: PolicyIndex, entry: Entry, question: string): Entry[] =>
  index.lexicon.defects
    .filter((defect) => defect.clauses.includes(entry.clause.id) && (!defect.when || new RegExp(defect.when).test(question)))
    .flatMap((defect) => [...defect.clauses, ...(defect.see ?? [])])
    .map((id) => index.byId.get(id))
    .filter((one) => one !== undefined)
    .filter((one) => one !== entry)

/** Several clauses side by side: a comparison, or the readings of a number that stands in several documents. */
export function answerSeveral(composer: Composer, entries: Entry[], tier: 'answer' | 'clarify'): PolicyAnswer {
  const shown = entries.slice(0, 4)
  const summary =
    tier === 'clarify'
      ? `几份文件都有这一条，请看是哪一份：${shown.map(composer.summaryOf).join('｜')}`
      : `分别是：${shown.map(composer.summaryOf).join('｜')}`
  return composer.answer(
    tier,
    { summary, quotes: shown.map((entry) => ({ text: composer.quoteOf(entry), source: composer.sourceOf(entry) })) },
    shown,
  )
}

const SHOWN = 12

export function answerTasks(composer: Composer, { what, rows, clauses }: TaskList, todayOn: string): PolicyAnswer {
  const listed = rows.length ? rows : clauses
  const line = (entry: Entry) =>
    entry.row
      ? `任务${entry.row.no} ${shortened(entry.row.task)}（${timeOf(entry.row)}${passed(entry.row.deadline, todayOn)}；牵头${entry.row.lead.join('、')}）`
      : `${entry.clause.place} ${entry.clause.title}`
  const more =
    listed.length > SHOWN
      ? `；其余为${listed
          .slice(SHOWN)
          .map((entry) => entry.row?.no ?? entry.clause.place)
          .join('、')}`
      : ''
  const summary = `${what}的${rows.length ? '任务' : '条款'}共${listed.length}项：${listed.slice(0, SHOWN).map(line).join('；')}${more}`
  const also =
    rows.length && clauses.length ? [`条款 ${clauses.map((entry) => `${entry.clause.place}${entry.clause.title}`).join('、')}`] : []
  return composer.answer(
    'answer',
    { summary, quotes: [{ text: '', source: composer.sourceOf(listed[0]!).replace(/第\d+[项条]/, '') }], related: also },
    [...rows, ...clauses],
  )
}

/** Some rows carry their date in the requirement while the deadline says 持续落实. */
const timeOf = ({ deadline, requirement }: TaskRow) => {
  const dated = /[^，。；]*20\d\d年底前[^。；]*/.exec(requirement)?.[0]
  return dated && !/20\d\d年/.test(deadline) ? `${deadline}，工作要求写明${dated}` : deadline
}

const shortened = (task: string) => (task.length > 34 ? `${task.slice(0, 33)}…` : task.replace(/。$/, ''))

/** All clauses under one heading. */
export function answerSection(composer: Composer, entries: Entry[]): PolicyAnswer {
  const summary = `共${entries.length}项：${entries.map((entry, at) => `${at + 1}.${entry.clause.title}`).join('；')}`
  return composer.answer('answer', { summary, quotes: [{ text: '', source: composer.sourceOf(entries[0]!) }] }, entries)
}

export const answerDocument = (composer: Composer, opening: Entry, description: string): PolicyAnswer =>
  composer.answer('answer', { summary: description, quotes: [{ text: '', source: composer.sourceOf(opening) }] }, [opening])
