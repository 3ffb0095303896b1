import { statusOf } from '../status.ts'
import { findCompared } from './compare.ts'
import { type Composer, createComposer, type PolicyAnswer } from './compose.ts'
import { tierOf } from './decide.ts'
import { type Context, carryOver, contextOf, isElliptic, type Turn } from './followup.ts'
import { guard, INVITE, isAbuse } from './guard.ts'
import type { Entry, PolicyIndex } from './index.ts'
import { describeDocument, findDocument, openingOf } from './lookups/documents.ts'
import { findNumbered } from './lookups/numbered.ts'
import { findTasks } from './lookups/tasks.ts'
import { rank } from './rank.ts'
import { type Reach, reachOf } from './reach.ts'
import { refuse } from './refuse.ts'
import { answerClause, answerDocument, answerSeveral, answerTasks } from './replies.ts'
import type { Hit } from './search.ts'
import { type Understanding, understand } from './understand.ts'

export type PolicyQuestion = {
  question: string
  audience: 'owner' | 'member'
  /** earlier turns, oldest first */
  history?: Turn[]
  /** of the asking group, e.g. 海淀区 */
  district?: string
  /** 'YYYY-MM-DD' in Shanghai */
  todayOn: string
}

/** Answers from the documents or says that they do not tell; never throws, never guesses a figure. */
export function answerQuestion(index: PolicyIndex, request: PolicyQuestion): PolicyAnswer {
  const { todayOn, district = '海淀区' } = request
  const raw = understand(index, request.question, todayOn)
  const plain = createComposer(index, raw, todayOn)
  const guarded = guard(raw.question)
  if (guarded) return refuse(plain, guarded.reason, guarded.reply)

  const context = contextOf(index, request.history, todayOn)
  const elliptic = context !== undefined && isElliptic(index, raw)
  const asked = elliptic ? carryOver(index, raw, context.before) : raw
  const composer = createComposer(index, asked, todayOn)
  const reach = reachOf(index, withContextScope(asked, elliptic ? context : undefined), district, (document) => statusOf(document, todayOn))
  if (reach.refusal) return refuse(composer, reach.refusal.reason, reach.refusal.reply)

  const looked = lookUp(index, asked, reach, composer, elliptic ? context : undefined, todayOn)
  if (looked) return looked
  const hits = context ? hitsInContext(index, asked, reach, context, elliptic) : rank(index, asked, reach.prior)
  return decide(index, asked, hits, composer, elliptic)
}

/** A follow-up stays within the documents just cited unless it names another. */
function withContextScope(asked: Understanding, context: Context | undefined): Understanding {
  if (!context || asked.scope.documents.length) return asked
  const documents = [...new Set(context.cited.map((entry) => entry.document.id))]
  return { ...asked, scope: { ...asked.scope, documents } }
}

function lookUp(
  index: PolicyIndex,
  asked: Understanding,
  reach: Reach,
  composer: Composer,
  context: Context | undefined,
  todayOn: string,
): PolicyAnswer | undefined {
  const inContext = [...new Set((context?.cited ?? []).map((entry) => entry.document.id))]
  const numbered = findNumbered(index, asked, reach.documents, inContext)
  if (numbered?.missing) return refuse(composer, 'NO_DIRECT_EVIDENCE', numbered.missing)
  if (numbered) {
    const gap = index.readGap(asked.question, numbered.entries[0])
    if (gap) return refuse(composer, gap.reason, gap.reply, [asHit(numbered.entries[0]!)])
    const isAmbiguous = !reach.isNamed && !inContext.length && new Set(numbered.entries.map((entry) => entry.document.id)).size > 1
    if (numbered.entries.length === 1) return answerClause(index, composer, asked, asHit(numbered.entries[0]!), [])
    return answerSeveral(composer, numbered.entries, isAmbiguous ? 'clarify' : 'answer')
  }
  const document = findDocument(index, asked, reach.isNamed ? reach.documents : ['haidian-2025'])
  if (document) return answerDocument(composer, openingOf(index, document), describeDocument(index, document, asked, todayOn))
  const tasks = findTasks(index, asked, reach.documents)
  if (tasks && !index.readGap(asked.question, tasks.rows[0])) return answerTasks(composer, tasks, todayOn)
  if (asked.intents.has('compare')) {
    const compared = findCompared(index, asked, reach.documents, reach.prior)
    if (compared.length >= 2 && compared.some((hit) => tierOf(hit) === 'answer') && !index.readGap(asked.question, compared[0]!.entry)) {
      return answerSeveral(
        composer,
        compared.map((hit) => hit.entry),
        'answer',
      )
    }
  }
  return undefined
}

const asHit = (entry: Entry): Hit => ({ entry, score: 1, coverage: 1, phrase: 1, matched: 1, missed: [] })

const KIN = { cited: 0.35, family: 0.3, section: 0.15 }

/** The clauses just cited and their kin come first; alone, where the follow-up has no topic of its own. */
function hitsInContext(index: PolicyIndex, asked: Understanding, reach: Reach, context: Context, elliptic: boolean): Hit[] {
  const family = new Set(context.family)
  const twins = new Set(context.cited.flatMap((entry) => index.twinsOf.get(entry.row?.clause ?? entry.clause.id) ?? []))
  const sections = new Set(context.cited.map((entry) => `${entry.document.id}${entry.clause.path.join()}`))
  const kinship = (entry: Entry) => {
    if (context.cited.includes(entry)) return KIN.cited
    if (family.has(entry) || twins.has(entry.clause.id)) return KIN.family
    return sections.has(`${entry.document.id}${entry.clause.path.join()}`) && !entry.row ? KIN.section : 0
  }
  const hits = rank(index, asked, reach.prior, (entry) => (elliptic ? 1.5 : 1) * kinship(entry))
  const inReach = context.family.filter((entry) => !reach.isNamed || reach.documents.includes(entry.document.id))
  const present = new Set(hits.map((hit) => hit.entry))
  if (!elliptic || hits.some((hit) => family.has(hit.entry)) || !inReach.length) return hits
  return [...hits, ...inReach.filter((entry) => !present.has(entry)).map((entry) => ({ ...asHit(entry), score: 0.5 }))].sort(
    (a, b) => b.score - a.score,
  )
}

function decide(index: PolicyIndex, asked: Understanding, hits: Hit[], composer: Composer, elliptic: boolean): PolicyAnswer {
  const [best] = hits
  const gap = index.readGap(asked.question, best?.entry)
  const near = hits.filter((hit) => tierOf(hit) !== 'refuse')
  if (gap) return refuse(composer, gap.reason, gap.reply, near)
  const tier = elliptic && best && asked.words.length <= 2 ? 'answer' : tierOf(best)
  if (tier === 'answer' && best) return answerClause(index, composer, asked, best, hits.slice(1))
  if (isAbuse(asked.question)) return refuse(composer, 'OFF_TOPIC', `没能帮上忙，抱歉。${INVITE}`)
  if (tier === 'nearest') return refuse(composer, 'NO_DIRECT_EVIDENCE', '已收录的文件没有直接写到这一点。', near)
  return refuse(composer, 'OFF_TOPIC', `这个问题不在已收录的物业管理文件范围内。${INVITE}`)
}
