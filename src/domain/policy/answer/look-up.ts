import { findCompared, findHolders, TELLING } from './compare.ts'
import type { Composer, PolicyAnswer } from './compose.ts'
import { tierOf } from './decide.ts'
import type { Entry } from './entry.ts'
import { type Context, twinsOf } from './followup.ts'
import type { PolicyIndex } from './index.ts'
import { describeDocument, drafterIn, findDocument, isUntold, openingOf, pendingIn } from './lookups/documents.ts'
import { findNumbered } from './lookups/numbered.ts'
import { findSection, findUnder, missingSection, ordinalBeside } from './lookups/sections.ts'
import { findTasks } from './lookups/tasks.ts'
import type { Reach } from './reach.ts'
import { refuse } from './refuse.ts'
import { answerClause } from './replies/clause.ts'
import { answerDocument, answerSection, answerSeveral, answerTasks } from './replies/lists.ts'
import type { Hit } from './search.ts'
import type { Understanding } from './understand.ts'

/** What can be answered without searching: numbers of clauses, documents, lists of tasks, two things side by side. */
export function lookUp(
  index: PolicyIndex,
  asked: Understanding,
  reach: Reach,
  composer: Composer,
  context: Context | undefined,
  todayOn: string,
  district: string | undefined,
): PolicyAnswer | undefined {
  const inContext = [...new Set((context?.cited ?? []).map((entry) => entry.document.id))]
  return (
    numbered(index, asked, reach, composer, inContext, district, todayOn) ??
    neighbour(index, asked, composer, context) ??
    (isOfTwo(asked, reach) ? comparison(index, asked, reach, composer, context, todayOn) : undefined) ??
    taskList(index, asked, reach, composer, todayOn) ??
    wholeDocument(index, asked, reach, composer, inContext, todayOn) ??
    section(index, asked, reach, composer) ??
    comparison(index, asked, reach, composer, context, todayOn)
  )
}

const isOfTwo = ({ intents }: Understanding, { documents }: Reach) => intents.has('compare') && documents.length >= 2

/** A question that a look-up answers without any context: tasks by unit or date, documents named and compared. */
export function isComplete(index: PolicyIndex, asked: Understanding): boolean {
  const { documents } = asked.scope
  if (findTasks(index, asked, documents)) return true
  if (asked.intents.has('compare')) return documents.length >= 2
  return documents.length > 0 && (findNumbered(index, asked, documents, []) ?? findDocument(index, asked, documents)) !== undefined
}

function numbered(
  index: PolicyIndex,
  asked: Understanding,
  reach: Reach,
  composer: Composer,
  inContext: string[],
  district: string | undefined,
  todayOn: string,
): PolicyAnswer | undefined {
  const named = inContext.length && !asked.scope.documents.length ? [] : reach.documents
  const own = index.documents.filter(({ manifest }) => manifest.jurisdiction === district).map(({ manifest }) => manifest.id)
  const found = findNumbered(index, asked, named, inContext.length ? inContext : own)
  if (!found) return undefined
  const [first] = found.entries
  if (!first) return refuse(composer, 'NO_DIRECT_EVIDENCE', found.missing ?? '')
  const gap = index.readGap(asked.scope.topic, first) // a document held is no 办法 that is not
  if (gap) return refuse(composer, gap.reason, gap.reply, [certain(first)])
  const under = findUnder(index, asked.question, named)
  if (under) return answerClause(index, composer, asked, certain(under), [])
  const rows = index.rowsOf.get(first.clause.id) ?? []
  if (rows.length && BROKEN_DOWN.test(asked.question))
    return answerTasks(composer, { what: `${first.clause.place}分解`, rows, clauses: [] }, todayOn)
  if (found.entries.length === 1) return answerClause(index, composer, asked, certain(first), [])
  const isAmbiguous = !reach.isNamed && !inContext.length && new Set(found.entries.map((entry) => entry.document.id)).size > 1
  return answerSeveral(composer, found.entries, isAmbiguous ? 'clarify' : 'answer')
}

/** 下一条, 上一项: the clause beside the one just cited. */
function neighbour(index: PolicyIndex, asked: Understanding, composer: Composer, context: Context | undefined): PolicyAnswer | undefined {
  const [, number] = /^(?:那么?|再看)?第?(\d{1,3})[条项]?呢[？?]?$/.exec(asked.question) ?? []
  const first = context?.cited[0]
  const other = number && first && index.byId.get(`${first.document.id}/${first.row ? 'task-' : ''}${number}`)
  if (other) return answerClause(index, composer, asked, certain(other), [])
  const nth = first && ordinalBeside(index, asked.question, first)
  if (nth) return answerClause(index, composer, asked, certain(nth), [])
  const step = /下一?(?:条|项|款)/.test(asked.question) ? 1 : /上一(?:条|项|款)/.test(asked.question) ? -1 : 0
  const [cited] = context?.cited ?? []
  const beside = cited && index.entries[cited.at + step]
  return step && beside && beside.document.id === cited.document.id ? answerClause(index, composer, asked, certain(beside), []) : undefined
}

function wholeDocument(
  index: PolicyIndex,
  asked: Understanding,
  reach: Reach,
  composer: Composer,
  inContext: string[],
  todayOn: string,
): PolicyAnswer | undefined {
  const home = index.documents.find((one) => one.manifest.level === 'district')?.manifest.id
  const meant = reach.isNamed ? reach.documents : inContext.length ? inContext : home && PAPER.test(asked.question) ? [home] : []
  const document = findDocument(index, asked, meant)
  if (!document) return undefined
  const description = describeDocument(index, document, asked, todayOn)
  const drafter = DRAWN_UP.test(asked.question) ? drafterIn(index, document) : undefined
  if (drafter) return answerDocument(composer, drafter.entry, `由${drafter.unit}牵头编制；${description}`)
  if (isUntold(document, asked)) return refuse(composer, 'NO_DIRECT_EVIDENCE', `${description}。`)
  const pending = asked.intents.has('validity') ? pendingIn(index, document) : undefined
  if (pending) return answerDocument(composer, pending.entry, `${description}；文本写的是“${pending.sentence}”`)
  return answerDocument(composer, openingOf(index, document), description)
}

function taskList(index: PolicyIndex, asked: Understanding, reach: Reach, composer: Composer, todayOn: string): PolicyAnswer | undefined {
  const tasks = findTasks(index, asked, reach.documents)
  return tasks && !index.readGap(asked.question, tasks.rows[0]) ? answerTasks(composer, tasks, todayOn) : undefined
}

function section(index: PolicyIndex, asked: Understanding, reach: Reach, composer: Composer): PolicyAnswer | undefined {
  const missing = missingSection(index, asked.question, reach.documents)
  if (missing) return refuse(composer, 'NO_DIRECT_EVIDENCE', missing)
  const entries = findSection(index, asked, reach.documents)
  return entries && !index.readGap(asked.question, entries[0]) ? answerSection(composer, entries) : undefined
}

/** What is asked about is a paper at all, and not whether something else is 定下来 or 算数. */
const PAPER = /方案|计划|文件|意见|政策|通知|说明|稿/

/** 谁编的, 哪个部门起草的 */
const DRAWN_UP = /(谁|部门|单位)(牵头)?(编|起草|拟|写)/

/** 第26条分解成了哪几项任务 */
const BROKEN_DOWN = /分解|拆成|细化成|(对应|落到|变成)了?.{0,6}(任务|项)|哪(几|些|\d)项任务/

const TOLD = 0.4

function comparison(
  index: PolicyIndex,
  asked: Understanding,
  reach: Reach,
  composer: Composer,
  context: Context | undefined,
  todayOn: string,
): PolicyAnswer | undefined {
  if (!asked.intents.has('compare') && !isEachAsked(asked) && asked.numbers.length < 2) return undefined
  const holders = findHolders(index, asked, reach.prior)
  if (holders.length > 1) return answerSeveral(composer, holders, 'answer')
  if (!asked.intents.has('compare') && !isEachAsked(asked)) return undefined
  const [cited] = context?.cited ?? []
  const twins = context ? twinsOf(index, context).filter((entry) => reach.documents.includes(entry.document.id)) : []
  if (cited && twins.length) return answerSeveral(composer, [cited, ...twins], 'answer')
  const successor = NOW.test(asked.question) ? successorOf(index, reach.documents, todayOn) : undefined
  const documents = successor ? [...reach.documents, successor] : reach.documents
  const prior = successor ? (entry: Entry) => (documents.includes(entry.document.id) ? 0 : undefined) : reach.prior
  const compared = findCompared(index, asked, documents, prior)
  const [first] = compared
  const answers = (hit: Hit) => tierOf(hit) === 'answer'
  const isChoice = documents.length < 2 && asked.question.includes('还是')
  const isTold = isChoice ? compared.every(answers) : compared.some((hit) => answers(hit) || hit.matched >= TOLD)
  if (!first || compared.length < 2 || !isTold || index.readGap(asked.question, first.entry)) return undefined
  const silent = compared.filter((hit) => hit.coverage < TELLING).map((hit) => hit.entry)
  return answerSeveral(
    composer,
    compared.map((hit) => hit.entry),
    'answer',
    silent,
  )
}

/** 2020版写的是联席会议，现在还叫这个吗: what is over set beside what came after it. */
const NOW = /现在|如今|目前|现行|眼下|今天/

function successorOf(index: PolicyIndex, [named, ...more]: string[], todayOn: string): string | undefined {
  const manifests = index.documents.map((one) => one.manifest)
  const old = more.length === 0 && manifests.find((one) => one.id === named)
  const endedOn = old ? old.periodEnd : undefined
  if (!old || !endedOn || endedOn >= todayOn) return undefined
  return manifests.find((one) => one.level === old.level && one.periodStart && one.periodStart > endedOn)?.id
}

/** 市里说激励，海淀说什么: one document's words set beside what another says. */
const isEachAsked = ({ scope, question }: Understanding) =>
  (scope.documents.length >= 2 || scope.years.length >= 2) &&
  /(说|写|提|要求|规定)的?.{0,20}[，,].{0,10}(说|写|提|要求|规定)/.test(question)

const certain = (entry: Entry): Hit => ({
  entry,
  score: 1,
  coverage: 1,
  phrase: 1,
  matched: 1,
  missed: [],
  untold: 0,
  weight: 1,
  lead: 1,
  isNamed: true,
})
