import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
import { rank } from './rank.ts'
import type { Reach } from './reach.ts'
import { cover, type Hit } from './search.ts'
import { type Understanding, understand } from './understand.ts'
import { namedUnits } from './unit-names.ts'

export type Turn = { role: 'user'; text: string } | { role: 'bot'; clauses: string[] }

/** What the talk was about so far: the last question with a topic of its own, the clauses cited last, their kin around them. */
export type Context = { before: Understanding; cited: Entry[]; family: Entry[] }

/** Undefined where nothing was said before that a question could hang on. */
export function contextOf(index: PolicyIndex, history: Turn[] | undefined, todayOn: string): Context | undefined {
  const asked = (history ?? []).flatMap((turn) => (turn.role === 'user' ? [understand(index, turn.text, todayOn)] : []))
  const bot = history?.findLast((turn) => turn.role === 'bot')
  const cited = (bot?.clauses ?? []).map((id) => index.byId.get(id)).filter((entry) => entry !== undefined)
  if (!asked.length && !cited.length) return undefined
  const family = new Set<Entry>()
  for (const entry of cited.slice(0, 3)) {
    family.add(entry)
    const parent = entry.row && index.byId.get(entry.row.clause)
    if (parent) family.add(parent)
    for (const row of index.rowsOf.get(entry.row?.clause ?? entry.clause.id) ?? []) family.add(row)
    for (const sibling of siblingsOf(index, entry)) family.add(sibling)
  }
  const before = asked.findLast((one) => weightOf(index, one) >= OWN) ?? asked.at(-1) ?? understand(index, '', todayOn)
  return { before, cited, family: [...family] }
}

/** As many clauses under one heading as make up one subject told in steps. */
const STEPS = 4

function siblingsOf(index: PolicyIndex, entry: Entry): Entry[] {
  const siblings = entry.row ? [] : index.entries.filter((one) => !one.row && sectionOf(one) === sectionOf(entry))
  return siblings.length <= STEPS ? siblings : []
}

const weightOf = (index: PolicyIndex, { words }: Understanding) => words.reduce((sum, word) => sum + index.weightOf(word), 0)

const POINTING =
  /^(说人话|[没看听]不?懂|没[看听]懂|通俗|简单点?说|再说一遍|那|这|它|该|其|还|再|具体|详细|也|上面|刚才|前面|呢|对应|跟|和)|^.{0,4}(呢|的呢)[?？]?$|上述|该条|该项|其中|此项|刚才|[上下]一?[条项款]/
const POINTING_SHORT = /这个|那个|这条|那条|这项|那项|这事|这一?[条项]|它|[这那](么|样|种)|呢[?？]?$/

/** 这个指标现在还考核吗: the very thing just cited */
const POINTING_AT_CITED = /^(这|那|该|此|上述)一?(个|条|项|款)?(指标|目标|任务|规定|要求|数字?|政策|制度|机制|活动|试点|条款?|项)/

const SLIGHT = 0.3
const OWN = 0.5
/** Share of a question's words that makes clauses speak of the same, and how far another clause may be ahead. */
const ENOUGH = 0.5
const AHEAD = 0.2

/**
 * How a question stands to the one before: `whole` on it, having next to no topic of its own; `partly`, speaking of what
 * was just cited or pointing back; `not` at all.
 */
export type Dependence = 'whole' | 'partly' | 'not'

/** `alone`: the best clause for the question’s own words. */
export function dependenceOf(index: PolicyIndex, asked: Understanding, context: Context, alone: Hit | undefined): Dependence {
  const weight = weightOf(index, asked.intents.has('lead') ? withoutUnits(index, asked) : asked)
  const isMoving = movesElsewhere(asked, context)
  const points = POINTING.test(asked.question) || (weight < OWN && (POINTING_SHORT.test(asked.question) || isMoving))
  const asks = points || asked.intents.size > 0 || asked.scope.documents.length > 0 || asked.scope.years.length > 0 || asked.scope.elsewhere
  if (POINTING_AT_CITED.test(asked.question)) return 'whole'
  if (weight < SLIGHT || (points && weight < OWN)) return asks ? 'whole' : 'not'
  const kin = isMoving ? twinsOf(index, context).filter(({ document }) => asked.scope.documents.includes(document.id)) : context.family
  const held = coverOf(index, kin, asked.words)
  if (isShort(asked) && held >= (alone?.coverage ?? 0) - BEHIND) return 'partly'
  if (points || (held >= ENOUGH && held >= (alone?.coverage ?? 0) - AHEAD)) return 'partly'
  return 'not'
}

/** 海淀一年查几回, after what the city says of it */
const movesElsewhere = ({ scope }: Understanding, { cited }: Context): boolean =>
  scope.documents.length > 0 && cited.length > 0 && !cited.some((entry) => scope.documents.includes(entry.document.id))

/** Of so few characters, and no document among them, a question hangs on what was said, even where others say more. */
const SHORT = 14
const BEHIND = 0.35

export const isShort = ({ question, scope }: Understanding) => question.length <= SHORT && !scope.documents.length && !scope.elsewhere

const coverOf = (index: PolicyIndex, entries: Entry[], words: string[]) =>
  Math.max(0, ...entries.map((entry) => cover(index, entry, words, index.glossary).coverage))

/** Whether what a follow-up adds of its own (罚款吗) is spoken of in one of these clauses at all. */
export const isHeldBy = (index: PolicyIndex, own: Understanding, entries: Entry[]): boolean =>
  !own.words.some((word) => index.weightOf(word) >= SLIGHT) || coverOf(index, entries, own.words) >= SLIGHT

/** 那同年覆盖率呢, 组建率那一年是多少: the year asked of before. */
export const inSameYear = (asked: Understanding, { before }: Context): Understanding =>
  /同年|那一?年|同一年|当年/.test(asked.question) && !asked.scope.years.length && before.scope.years.length
    ? { ...asked, scope: { ...asked.scope, years: before.scope.years }, question: withYears(asked.question, before.scope.years) }
    : asked

const withYears = (question: string, years: number[]) => [question, ...years.map((year) => `${year}年`)].join(' ')

/** The question before with what the new one changes: its place, its year, what it asks for. */
export function carryOver(index: PolicyIndex, asked: Understanding, { before, cited }: Context): Understanding {
  const kept = isNewSubject(asked) ? withoutSubject(index, before, cited) : before.topic
  const topic = `${kept} ${asked.topic}`
  const years = asked.scope.years.length ? asked.scope.years : asked.scope.documents.length ? [] : before.scope.years
  const intents = asked.intents.size ? asked.intents : before.intents
  const question =
    years === asked.scope.years ? `${asked.question} ${before.question.replace(/20\d\d年?/g, '')}` : withYears(asked.question, years)
  return {
    question,
    scope: { ...asked.scope, years },
    intents,
    topic,
    words: index.segment(topic.replace(/20\d\d年?/g, ' ')),
    numbers: asked.numbers,
  }
}

/** 电梯呢, 那物管会呢: a thing of its own put in the place of the one before. */
const isNewSubject = ({ question, words }: Understanding) => {
  const named = /^(?:那么?|对于?|关于)?(.{2,8}?)(?:的?呢|也.{1,4}[吗么嘛])[?？]?$/.exec(question)?.[1]
  return named !== undefined && words.length > 0 && words.join('').length >= named.length - 1
}

/** The question before less what it was about: the words that head the clause cited. */
function withoutSubject(index: PolicyIndex, before: Understanding, cited: Entry[]): string {
  const heads = cited.map((entry) => (entry.row && index.byId.get(entry.row.clause))?.title ?? entry.title).join('|')
  return before.words
    .filter((word) => [word, ...(index.glossary.get(word) ?? [])].some((form) => heads.includes(form)))
    .reduce((topic, word) => topic.replaceAll(word, ' '), before.topic)
}

/** A follow-up stays within the documents just cited unless it names another; a comparison keeps both. */
export function scopeInContext(asked: Understanding, context: Context): Understanding {
  const cited = context.cited.map((entry) => entry.document.id)
  const named = asked.scope.documents
  if (named.length && !asked.intents.has('compare')) return asked
  return { ...asked, scope: { ...asked.scope, documents: [...new Set([...cited, ...named])] } }
}

const CITED = 0.3
const SECTION = 0.25
/** A new subject the clause just cited speaks of itself is no new one: 点对点指导呢. */
const WHOLLY = 0.9

/**
 * What was just cited and its kin answer first: alone, when the follow-up's own words say no more than they do.
 * A follow-up that moves to another document is answered by the twins there.
 */
export function rankInContext(index: PolicyIndex, own: Understanding, asked: Understanding, reach: Reach, context: Context): Hit[] {
  const isReached = (entry: Entry) => !reach.isNamed || reach.documents.includes(entry.document.id)
  const family = context.family.filter(isReached)
  const twins = twinsOf(index, context).filter(isReached)
  const isElsewhere = !family.length && twins.length > 0
  const isSaid = coverOf(index, context.cited, own.words) >= WHOLLY && !isHeadedBeside(index, own, context.cited)
  const thereOf = (twin: Entry) => [twin, ...(index.rowsOf.get(twin.clause.id) ?? [])]
  const kin = new Set(isElsewhere ? twins.flatMap(thereOf) : isSaid || !isNewSubject(own) ? family : [])
  const nearer = (entry: Entry) => (context.cited.includes(entry) ? CITED : 0)
  if (kin.size && (!own.words.length || own !== asked || coverOf(index, [...kin], own.words) >= ENOUGH)) {
    const ofKin = (entry: Entry) => (kin.has(entry) ? 0 : undefined)
    const byOwn = rank(index, { ...own, intents: asked.intents }, ofKin, nearer)
    const isOfCited = asked.intents.has('lead') || asked.intents.has('deadline')
    const isTelling =
      weightOf(index, isOfCited ? withoutUnits(index, own) : own) >= SLIGHT || (!isOfCited && (byOwn[0]?.phrase ?? 0) >= SLIGHT)
    const held = isTelling ? byOwn : rank(index, asked, ofKin, nearer)
    return held.length
      ? held
      : [...kin].map((entry) => ({
          entry,
          score: 0,
          coverage: 0,
          phrase: 0,
          matched: 0,
          missed: [],
          untold: 0,
          weight: 0,
          lead: 0,
          isNamed: false,
        }))
  }
  const sections = new Set(context.cited.map(sectionOf))
  const subject = isNewSubject(own) ? own.words : []
  const heads = (entry: Entry) =>
    subject.some((word) => ((entry.row && index.byId.get(entry.row.clause)?.title) || entry.title).includes(word))
  return rank(
    index,
    asked,
    reach.prior,
    (entry) =>
      (subject.length ? (heads(entry) ? CITED : 0) : nearer(entry)) +
      (twins.includes(entry) && isElsewhere ? CITED : 0) +
      (!entry.row && sections.has(sectionOf(entry)) ? SECTION : 0),
  )
}

/** 那街道呢, after 各区加强组织领导: another clause of the same section is headed by it. */
const isHeadedBeside = (index: PolicyIndex, { words }: Understanding, [cited]: Entry[]): boolean => {
  const clause = cited?.row ? index.byId.get(cited.row.clause) : cited
  const isHead = (entry: Entry) => words.some((word) => entry.title.includes(word))
  return (
    clause !== undefined &&
    !isHead(clause) &&
    index.entries.some((entry) => !entry.row && sectionOf(entry) === sectionOf(clause) && isHead(entry))
  )
}

/** 配合的里面有市场监管局没有: a unit asked for tells nothing of the subject. */
const withoutUnits = (index: PolicyIndex, own: Understanding): Understanding => {
  const topic = namedUnits(index.units, own.topic).reduce((text, { call }) => text.replace(call, ' '), own.topic)
  return { ...own, words: index.segment(topic) }
}

const sectionOf = (entry: Entry) => `${entry.document.id}${entry.clause.path.join()}`

export const twinsOf = (index: PolicyIndex, context: Context): Entry[] =>
  context.cited
    .flatMap((entry) => index.twinsOf.get(entry.row?.clause ?? entry.clause.id) ?? [])
    .map((id) => index.byId.get(id))
    .filter((entry) => entry !== undefined)
