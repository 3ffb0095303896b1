import { type Composer, type PolicyAnswer, unique } from '../compose.ts'
import { tierOf } from '../decide.ts'
import type { Entry } from '../entry.ts'
import type { PolicyIndex } from '../index.ts'
import type { Hit } from '../search.ts'
import type { Understanding } from '../understand.ts'
import { unwritten } from '../wants.ts'

const SHORT = 110

/** One clause answers; its table row or clause and its twin at the other level stand beside it. */
export function answerClause(index: PolicyIndex, composer: Composer, asked: Understanding, best: Hit, others: Hit[]): PolicyAnswer {
  const { entry } = best
  const { row, parent, twin } = kinOf(index, composer, entry, others)
  const { seen, partners } = flawsOf(index, entry, asked.question)
  const abroad = asked.scope.documents.length ? [] : [otherRank(entry, others), twin].filter((one) => one !== undefined)
  const beside = unique([...abroad, ...seen])
  const quotes = [
    { text: composer.quoteOf(entry), source: composer.sourceOf(entry) },
    ...beside.map((one) => ({ text: composer.quoteOf(one, SHORT), source: composer.sourceOf(one) })),
  ]
  const facts =
    composer.audience === 'owner' && !asksOfTask(asked)
      ? []
      : entry.row
        ? [factsOf(entry)]
        : row
          ? [`${row.clause.place}要求“${withoutStop(row.row!.requirement)}”，${factsOf(row)}`]
          : []
  const kin = [row, parent, twin].filter((one) => one !== undefined)
  const elsewhere = kin.filter((one) => one !== row && !beside.includes(one)).map(composer.sourceOf)
  const cited = unique([entry, ...kin, ...abroad, ...seen, ...partners])
  const summary = composer.summaryOf(entry)
  const remarks = [...unwritten(asked.intents, summary), ...composer.remarksOf(cited)]
  return composer.answer('answer', { summary, quotes, remarks, related: [...facts, ...elsewhere] }, cited)
}

/** A resident who asks what holds is not told who leads the task and by when. */
const asksOfTask = ({ intents, question }: Understanding) =>
  (['lead', 'deadline', 'number', 'frequency', 'place'] as const).some((intent) => intents.has(intent)) || /任务|第\d+[条项]/.test(question)

/** Beside a plan the law that answers as well, beside a law the plan: what both say is never made one. */
const otherRank = ({ document }: Entry, others: Hit[]) =>
  others.find((hit) => (hit.entry.document.level === 'law') !== (document.level === 'law') && tierOf(hit) === 'answer')?.entry

const withoutStop = (sentence: string) => sentence.replace(/。$/, '')

function factsOf({ row }: Entry): string {
  const support = row!.support.length ? `，配合${row!.support.join('、')}` : ''
  return `完成时限“${row!.deadline}”，牵头${row!.lead.join('、')}${support}`
}

/** The row that breaks the clause down best, the clause a row belongs to, and the city's twin in force. */
function kinOf(index: PolicyIndex, composer: Composer, entry: Entry, others: Hit[]) {
  const parent = entry.row && index.byId.get(entry.row.clause)
  const rows = index.rowsOf.get(entry.clause.id) ?? []
  const row = others.find((hit) => rows.includes(hit.entry))?.entry
  const twin = (index.twinsOf.get(parent?.clause.id ?? entry.clause.id) ?? [])
    .map((id) => index.byId.get(id)!)
    .find((one) => one.document.level === 'city' && composer.statusOf(one) === '现行')
  return { row, parent, twin }
}

/** Clauses to be read together because the source contradicts itself there: `seen` are quoted, `partners` only cited. */
function flawsOf(index: PolicyIndex, entry: Entry, question: string) {
  const defects = index.lexicon.defects.filter(
    (defect) => defect.clauses.includes(entry.clause.id) && (!defect.when || new RegExp(defect.when).test(question)),
  )
  const entriesOf = (ids: string[]) => ids.map((id) => index.byId.get(id)).filter((one) => one !== undefined && one !== entry)
  return {
    seen: entriesOf(defects.flatMap((defect) => defect.see ?? [])) as Entry[],
    partners: entriesOf(defects.flatMap((defect) => defect.clauses)) as Entry[],
  }
}
