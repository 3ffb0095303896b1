import { statusOf } from '../status.ts'
import { type Composer, createComposer, type PolicyAnswer } from './compose.ts'
import { tierOf } from './decide.ts'
import type { Entry } from './entry.ts'
import {
  type Context,
  carryOver,
  contextOf,
  type Dependence,
  dependenceOf,
  inSameYear,
  isHeldBy,
  isShort,
  rankInContext,
  scopeInContext,
  type Turn,
} from './followup.ts'
import { guard, inviteFor, isAbuse } from './guard.ts'
import type { PolicyIndex } from './index.ts'
import { isComplete, lookUp } from './look-up.ts'
import { rank } from './rank.ts'
import { type Reach, reachOf } from './reach.ts'
import { refuse } from './refuse.ts'
import { answerClause } from './replies/clause.ts'
import { answerSeveral } from './replies/lists.ts'
import type { Hit } from './search.ts'
import { type Understanding, understand } from './understand.ts'
import { lacksContents, lacksCount, lacksRhythm, lacksTime, lacksWord } from './wants.ts'

export type PolicyQuestion = {
  question: string
  audience: 'owner' | 'member'
  /** earlier turns, oldest first */
  history?: Turn[]
  /** of the asking group, e.g. 海淀区; without it a number that stands in several documents is asked back */
  district?: string
  /** 'YYYY-MM-DD' in Shanghai */
  todayOn: string
}

/** How much more of the topic the city's documents must hold to answer for a district's. */
const BEYOND = 0.25

/** A question this short that means nothing by itself asks on about what was said before. */
const TAIL = 12
const TAIL_WEIGHT = 0.5

/** Answers from the documents or says that they do not tell; never throws, never guesses a figure. */
export function answerQuestion(index: PolicyIndex, request: PolicyQuestion): PolicyAnswer {
  const own = understand(index, request.question, request.todayOn)
  const guarded = guard(own.question, request.audience)
  if (guarded) return refuse(createComposer(index, own, request), guarded.reason, guarded.reply)
  const context = contextOf(index, request.history, request.todayOn)
  if (!context) return answerAlone(index, request, own)
  const asked = inSameYear(own, context)
  const { refusal, prior } = reachFor(index, request, asked)
  const dependence = dependenceOf(index, asked, context, refusal ? undefined : rank(index, asked, prior)[0])
  const alone = () => answerAlone(index, request, asked)
  const whole = () => answerInContext(index, request, asked, context, 'whole')
  if (isComplete(index, asked)) return alone()
  if (dependence === 'whole') return whole()
  const inContext = dependence === 'partly' ? answerInContext(index, request, asked, context, dependence) : undefined
  if (inContext && !inContext.refused) return inContext
  const byItself = alone()
  if (!byItself.refused && (!inContext || isWithin(byItself, context))) return byItself
  return isTail(index, asked, byItself) ? whole() : (inContext ?? byItself)
}

/** Whether an answer found without the context stays with the documents talked about. */
const isWithin = ({ citations: [first] }: PolicyAnswer, { cited }: Context) =>
  !cited.length || cited.some((entry) => first?.clause.startsWith(`${entry.document.id}/`))

/** A few words that mean next to nothing by themselves: 多长时间查一次, 最晚哪天. */
function isTail(index: PolicyIndex, asked: Understanding, byItself: PolicyAnswer): boolean {
  const own = asked.words.reduce((sum, word) => sum + index.weightOf(word), 0)
  const isUntold = byItself.reason === 'OFF_TOPIC' || (own < TAIL_WEIGHT && !/第\d+[条项]|任务\d+/.test(asked.question))
  return isUntold && asked.intents.size > 0 && asked.question.length <= TAIL && !index.readGap(asked.question, undefined)
}

const reachFor = (index: PolicyIndex, { district, todayOn }: PolicyQuestion, asked: Understanding): Reach =>
  reachOf(index, asked, district, (document) => statusOf(document, todayOn))

function answerAlone(index: PolicyIndex, request: PolicyQuestion, asked: Understanding): PolicyAnswer {
  const composer = createComposer(index, asked, request)
  const reach = reachFor(index, request, asked)
  if (reach.refusal) return refuse(composer, reach.refusal.reason, reach.refusal.reply)
  const looked = lookUp({ index, asked, reach, composer, context: undefined, todayOn: request.todayOn, district: request.district })
  if (looked) return looked
  const hits = rank(index, asked, reach.prior)
  if (reach.beyond && tierOf(hits[0]) !== 'answer') {
    const wider = rank(index, asked, reach.beyond)
    const isFuller = wider[0] && wider[0].coverage >= (hits[0]?.coverage ?? 0) + BEYOND
    if (isFuller && tierOf(wider[0]) === 'answer') return conclude(index, asked, wider, composer, false)
  }
  const answer = conclude(index, asked, hits, composer, false)
  const districts = request.district || reach.isNamed || answer.tier !== 'answer' ? [] : ofEachDistrict(hits)
  return districts.length > 1 ? answerSeveral(composer, districts, 'clarify') : answer
}

/** The district's clause that answers best and, as good as it, another district's: which is meant is not ours to say. */
function ofEachDistrict(hits: Hit[]): Entry[] {
  const [best] = hits
  if (best?.entry.document.level !== 'district') return []
  const isRival = ({ entry, coverage, phrase }: Hit) =>
    entry.document.level === 'district' &&
    entry.document.jurisdiction !== best.entry.document.jurisdiction &&
    coverage >= best.coverage &&
    phrase >= best.phrase - 0.1
  const rival = hits.find((hit) => isRival(hit) && tierOf(hit) === 'answer')
  return rival ? [best.entry, rival.entry] : []
}

function answerInContext(
  index: PolicyIndex,
  request: PolicyQuestion,
  own: Understanding,
  context: Context,
  dependence: Dependence,
): PolicyAnswer {
  const asked = dependence === 'whole' ? carryOver(index, own, context) : own
  const composer = createComposer(index, asked, request)
  const reach = reachFor(index, request, scopeInContext(asked, context))
  if (reach.refusal) return refuse(composer, reach.refusal.reason, reach.refusal.reply)
  const looked = lookUp({ index, asked, reach, composer, context, todayOn: request.todayOn, district: request.district })
  if (looked) return looked
  const hits = rankInContext(index, own, asked, reach, context)
  // What was not told is not told by asking on: nothing was cited that it could hang on.
  if (dependence === 'whole' && !context.cited.length) return refuse(composer, 'NO_DIRECT_EVIDENCE', UNTOLD, hits.filter(isNear))
  const isHeld = asked.intents.has('validity') || isHeldBy(index, own, [...hits.slice(0, 1).map((hit) => hit.entry), ...context.family])
  const [best] = hits
  const isKin = best !== undefined && isShort(own) && context.family.includes(best.entry) && best.coverage >= HELD
  return isHeld || dependence !== 'whole'
    ? conclude(index, asked, hits, composer, dependence === 'whole' || isKin)
    : refuse(composer, 'NO_DIRECT_EVIDENCE', UNTOLD, hits)
}

/** So much of a short question must what was just cited speak of to answer it as well. */
const HELD = 0.5

const UNTOLD = '已收录的文件没有直接写到这一点。'

function conclude(index: PolicyIndex, asked: Understanding, hits: Hit[], composer: Composer, assumed: boolean): PolicyAnswer {
  const [best] = hits
  const near = hits.filter(isNear)
  const gap = index.readGap(asked.question, best?.entry)
  if (gap) return refuse(composer, gap.reason, gap.reply, near)
  const found = tierOf(best)
  const judged = found === 'answer' && isSaying(asked, best) ? 'nearest' : found
  const tier = best && (assumed || isSubject(asked, best)) ? 'answer' : judged
  const lacking = best && lackingIn(index, asked, best.entry)
  if (tier === 'answer' && best && !lacking) return answerClause(index, composer, asked, best, hits.slice(1))
  if (isAbuse(asked.question)) return refuse(composer, 'OFF_TOPIC', `没能帮上忙，抱歉。${inviteFor(composer.audience)}`)
  if (tier === 'answer') return refuse(composer, 'NO_DIRECT_EVIDENCE', `已收录的文件没有写明${lacking}。`, near)
  if (tier === 'nearest') return refuse(composer, 'NO_DIRECT_EVIDENCE', UNTOLD, near)
  return refuse(composer, 'OFF_TOPIC', `这个问题不在已收录的物业管理文件范围内。${inviteFor(composer.audience)}`)
}

/** A subject and nothing asked of it (消防, 老旧小区停车): what speaks of it is what is wanted. */
const isSubject = ({ topic, words, intents }: Understanding, { coverage }: Hit) =>
  intents.size === 0 && words.join('') === topic && coverage >= SPOKEN_OF

const SPOKEN_OF = 0.9

/** 物业太差了: nothing asked, and of nothing but the 物业 all clauses speak of. */
const isSaying = ({ intents }: Understanding, best: Hit | undefined) => intents.size === 0 && best !== undefined && best.matched < SLIGHT

const SLIGHT = 0.2

/** Worth pointing to: half of what is asked is spoken of there, by more than 小区 and 物业. */
const isNear = (hit: Hit) => tierOf(hit) === 'answer' || (tierOf(hit) === 'nearest' && hit.coverage >= 0.45 && hit.matched >= 0.35)

/** What is asked and the clause, though on the subject, does not tell. */
function lackingIn(index: PolicyIndex, asked: Understanding, entry: Entry): string | undefined {
  const { question } = asked
  const word = lacksWord(index, question, entry)
  if (word) return word
  if (lacksContents(index, asked, entry)) return '具体内容'
  if (lacksCount(index, question, entry)) return '数量'
  if (lacksTime(index, question, entry)) return '时间'
  return lacksRhythm(asked, entry) ? '多久一次' : undefined
}
