import { statusOf } from '../status.ts'
import { type Composer, createComposer, type PolicyAnswer } from './compose.ts'
import { tierOf } from './decide.ts'
import { carryOver, contextOf, isElliptic, rankInContext, scopeInContext, type Turn } from './followup.ts'
import { guard, INVITE, isAbuse } from './guard.ts'
import type { PolicyIndex } from './index.ts'
import { lookUp } from './look-up.ts'
import { rank } from './rank.ts'
import { reachOf } from './reach.ts'
import { refuse } from './refuse.ts'
import { answerClause } from './replies/clause.ts'
import type { Hit } from './search.ts'
import { type Understanding, understand } from './understand.ts'
import { lacksCount } from './wants.ts'

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

/** How much more of the topic the city's documents must hold to answer for a district's. */
const BEYOND = 0.25

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
  const scoped = elliptic ? scopeInContext(asked, context) : asked
  const reach = reachOf(index, scoped, district, (document) => statusOf(document, todayOn))
  if (reach.refusal) return refuse(composer, reach.refusal.reason, reach.refusal.reply)

  const looked = lookUp(index, asked, reach, composer, elliptic ? context : undefined, todayOn)
  if (looked) return looked
  const hits = elliptic ? rankInContext(index, raw, asked, reach, context) : rank(index, asked, reach.prior)
  if (!elliptic && reach.beyond && tierOf(index, hits[0]) !== 'answer') {
    const wider = rank(index, asked, reach.beyond)
    if (tierOf(index, wider[0]) === 'answer' && wider[0]!.coverage >= (hits[0]?.coverage ?? 0) + BEYOND)
      return conclude(index, asked, wider, composer, elliptic)
  }
  return conclude(index, asked, hits, composer, elliptic)
}

function conclude(index: PolicyIndex, asked: Understanding, hits: Hit[], composer: Composer, elliptic: boolean): PolicyAnswer {
  const [best] = hits
  const near = hits.filter((hit) => tierOf(index, hit) !== 'refuse')
  const gap = index.readGap(asked.question, best?.entry)
  if (gap) return refuse(composer, gap.reason, gap.reply, near)
  const tier = elliptic && best && asked.words.length <= 2 ? 'answer' : tierOf(index, best)
  if (tier === 'answer' && best && !lacksCount(index, asked.question, best.entry))
    return answerClause(index, composer, asked, best, hits.slice(1))
  if (isAbuse(asked.question)) return refuse(composer, 'OFF_TOPIC', `没能帮上忙，抱歉。${INVITE}`)
  if (tier === 'answer') return refuse(composer, 'NO_DIRECT_EVIDENCE', '已收录的文件没有写明数量。', near)
  if (tier === 'nearest') return refuse(composer, 'NO_DIRECT_EVIDENCE', '已收录的文件没有直接写到这一点。', near)
  return refuse(composer, 'OFF_TOPIC', `这个问题不在已收录的物业管理文件范围内。${INVITE}`)
}
