import { yearOf } from '../calendar/dates.ts'
import { atDiscretion, type Event, endsInEvent, eventsIn, followsOthers, isImmediate, startsOnEvent, waitsForSeason } from './conditions.ts'
import { isAnchored, isLimit, isNoLimit, windowEnd } from './durations.ts'
import { lex, type Token } from './lexer.ts'
import { isOngoing } from './ongoing.ts'
import { type Carry, dueOf, isYearOnly, resolve } from './periods.ts'
import { afterPeriod, countsIn, distinct, everyOf, placeOf } from './recurrences.ts'
import type { DeadlineContext, Every, Milestone, Recurrence, RecurrenceDue, Schedule } from './schedule.ts'
import { type Chain, readChain } from './terms.ts'
import { normalise } from './text.ts'
import { isDescriptive } from './traps.ts'

type Cadence = { every: Every; at: number; end: number; dues: RecurrenceDue[] }
type From = { on: string; at: number; end: number }

const EVERY_KINDS = new Set(['every', 'everyBy', 'everyAs', 'everyAgain', 'everyWeekday', 'ratio'])

/** What is known while reading one phrase from left to right. */
class Reading {
  readonly text: string
  readonly tokens: Token[]
  readonly carry: Carry
  readonly events: Event[]
  readonly earliest: number
  milestones: (Milestone & { at: number; end: number })[] = []
  cadences: Cadence[] = []
  from: From | undefined
  windowStart: string | undefined
  plan: Chain | undefined
  conditions: string[] = []
  loose: string[] = []
  firstDateAt: number | undefined

  constructor(text: string, context: Partial<DeadlineContext>) {
    this.text = normalise(text)
    this.tokens = lex(this.text)
    const planYear = context.planStart ? yearOf(context.planStart) : undefined
    this.carry = { docYear: context.docYear ?? planYear }
    this.earliest = Math.min(context.docYear ?? 9999, planYear ?? 9999) % 9999
    this.events = eventsIn(this.text)
  }
}

/**
 * The schedule a Chinese administrative deadline means. Pure; years left out come from `docYear` (or the plan's first year).
 * Words that name no time it can read give `unparsed`, never a guess.
 */
export function compileDeadline(text: string, context: Partial<DeadlineContext>): Schedule {
  const r = new Reading(text, context)
  for (let i = 0; i < r.tokens.length; ) i = readAt(r, i)
  return assemble(r)
}

function readAt(r: Reading, i: number): number {
  const token = r.tokens[i]!
  if (EVERY_KINDS.has(token.kind)) return readCadence(r, i)
  const read = readChain(r.tokens, i, r.text)
  if (read) {
    readDates(r, read.chain)
    return read.next
  }
  if (token.kind === 'duration') readDuration(r, token)
  return i + 1
}

function readCadence(r: Reading, i: number): number {
  const token = r.tokens[i]!
  const every = token.kind === 'everyWeekday' ? 'week' : everyOf(token)
  const next = r.tokens[i + 1]
  if (!every || (next && EVERY_KINDS.has(next.kind) && next.at === token.end)) return i + 1
  const cadence: Cadence = { every, at: token.at, end: token.end, dues: token.kind === 'everyWeekday' ? [token.n] : [] }
  r.cadences.push(cadence)
  r.firstDateAt ??= token.at
  const read = next && next.at <= token.end + 1 ? readChain(r.tokens, i + 1, r.text, next.at === token.end) : undefined
  if (!read) return i + 1
  readDates(r, read.chain)
  return read.next
}

/** Dates under 每… say where in the period it is due. */
function readDates(r: Reading, chain: Chain): void {
  const before = chain.marker === 'before'
  const cadence = r.cadences.at(-1)
  const explicit = chain.terms.some((t) => t.year ?? t.yearOffset ?? t.plan ?? t.whole)
  if (cadence && !explicit && !/。/.test(r.text.slice(cadence.end, chain.at))) {
    const terms = shareEnding(chain.shape === 'range' ? chain.terms.slice(-1) : chain.terms)
    const dues = terms.map((t) => placeOf(cadence.every, t, before)).filter((due) => due !== undefined)
    if (dues.length === terms.length) {
      cadence.dues.push(...dues)
      return
    }
    if (chain.at <= cadence.end + 1 && chain.terms[0]!.holiday) r.conditions.push(r.text.slice(chain.at, chain.end))
    if (chain.at <= cadence.end + 1) return
  }
  const marked = nearby(r, chain)
  if (isDescriptive(chain, r.text, marked)) return
  if (r.events.some((e) => (e.limited || !chain.marker) && chain.at >= e.at && chain.end <= e.end)) return
  if (scopesCadence(r, chain)) return
  readMilestones(r, chain, before)
}

/** A bare year right before 每… is the year it starts in: 2025年每季度. */
function scopesCadence(r: Reading, chain: Chain): boolean {
  const next = r.tokens.find((t) => t.at >= chain.end && t.kind !== 'stop')
  const scoped =
    chain.shape === 'one' && isYearOnly(chain.terms[0]!) && !chain.marker && next && EVERY_KINDS.has(next.kind) && next.at <= chain.end + 1
  if (!scoped) return false
  r.windowStart ??= resolve(chain.terms[0]!, r.carry)?.start
  return true
}

/** Whether another date of the same clause carries a limit, so that a bare one beside it only describes. */
function nearby(r: Reading, chain: Chain): boolean {
  const start = Math.max(...['，', '；', '。', '：', '('].map((c) => r.text.lastIndexOf(c, chain.at - 1)))
  const stop = r.tokens.find((t) => t.kind === 'stop' && t.at >= chain.end)?.at ?? r.text.length
  return r.tokens.some(
    (t, i) =>
      t.at > start &&
      t.end <= stop &&
      (t.end <= chain.at || t.at >= chain.end) &&
      t.kind === 'before' &&
      i > 0 &&
      r.tokens[i - 1]!.end === t.at &&
      /[底末日号]|旬|月/.test(r.tokens[i - 1]!.text),
  )
}

/** 3月、6月、9月25日前: the day belongs to every month of the list. */
function shareEnding(terms: Chain['terms']): Chain['terms'] {
  const last = terms.at(-1)!
  if (terms.length < 2 || !last.month) return terms
  return terms.map((t) =>
    t.month && !t.day && !t.tenDays && !t.edge ? { ...t, day: last.day, tenDays: last.tenDays, edge: last.edge } : t,
  )
}

function readMilestones(r: Reading, chain: Chain, before: boolean): void {
  const terms = chain.shape === 'list' ? shareEnding(chain.terms) : chain.terms
  const first = terms[0]!
  if (chain.shape === 'range') return readRange(r, chain, before)
  if (
    terms.length === 1 &&
    first.plan &&
    !chain.marker &&
    !chain.prefix &&
    !first.edge &&
    !/期间|时期/.test(r.text.slice(chain.at, chain.end))
  ) {
    r.plan = chain
    return
  }
  const startOnly =
    chain.shape === 'open' || chain.marker === 'from' || chain.marker === 'after' || chain.marker === 'since' || chain.prefix === 'from'
  for (const term of terms) {
    if (term.holiday === '元旦' && term.year === undefined && term.yearOffset === undefined) term.yearStep = r.carry.year ? 0 : 1
    const range = resolve(term, r.carry)
    if (!range) {
      unresolved(r, chain)
      return
    }
    if (startOnly || !range.end) {
      r.from = { on: chain.marker === 'after' && range.end ? nextDay(range.end) : range.start, at: chain.at, end: chain.end }
      continue
    }
    if (term.whole === 'span' || term.years || (term.plan && term.edge !== 'end')) r.windowStart ??= range.start
    addMilestone(r, chain, dueOf(term, range, before))
  }
  r.firstDateAt ??= chain.at
}

function readRange(r: Reading, chain: Chain, before: boolean): void {
  const [a, b] = [chain.terms[0]!, chain.terms.at(-1)!]
  if (isYearOnly({ ...b, month: undefined }) && b.year && a.year === undefined && a.yearOffset === undefined && r.carry.year === undefined)
    r.carry.year = a.month && b.month && a.month > b.month ? b.year - 1 : b.year
  const start = resolve(a, r.carry)
  const end = resolve(b, r.carry)
  if (!start || !end) return unresolved(r, chain)
  let due = dueOf(b, end, before)
  if (due && due < start.start && b.year === undefined && b.yearOffset === undefined) {
    r.carry.year = (r.carry.year ?? 0) + 1
    due = dueOf(b, resolve(b, r.carry)!, before)
  }
  r.windowStart ??= start.start
  r.firstDateAt ??= chain.at
  addMilestone(r, chain, due)
}

const nextDay = (on: string): string => windowEnd(on, 2, 'day')!

/** A date years before the document describes the past. */
function addMilestone(r: Reading, chain: Chain, due: string | undefined): void {
  if (due && yearOf(due) >= r.earliest) r.milestones.push({ due, at: chain.at, end: chain.end })
}

function unresolved(r: Reading, chain: Chain): void {
  const lead = r.text.slice(0, chain.at)
  if (endsInEvent(lead)) r.conditions.push(r.text.slice(clauseStart(r.text, chain.at), chain.end))
}

const clauseStart = (text: string, at: number): number => {
  let start = at
  while (start > 0 && !'，；。：(、'.includes(text[start - 1]!)) start--
  return start
}

function readDuration(r: Reading, token: Token): void {
  const start = clauseStart(r.text, token.at)
  const lead = r.text.slice(start, token.at)
  const tail = r.text.slice(token.end, token.end + 8)
  const cadence = r.cadences.at(-1)
  if (
    cadence &&
    cadence.at >= start &&
    (/(?:结束|终了|届满|终结|期满|完成)(?:之日起|之?后|后的?|起)?$|后$|[前初]$/.test(lead) || lead.endsWith('度'))
  ) {
    const due = afterPeriod(cadence.every, token.n, token.unit!)
    if (due) cadence.dues.push(due)
    return
  }
  if (/提前$/.test(lead)) return readAdvance(r, token, start)
  const sentence = r.from && !/[；。]/.test(r.text.slice(r.from.end, token.at)) ? r.from : undefined
  if (isNoLimit(lead, tail)) return
  if (sentence && !cadence) {
    const due = windowEnd(sentence.on, token.n, token.unit!)
    if (due) {
      r.milestones.push({ due, at: token.at, end: token.end })
      return
    }
  }
  const words = r.text.slice(start, token.end) + (/^(?:以内|之内|内|左右|时间)/.exec(tail)?.[0] ?? '')
  if (endsInEvent(lead.replace(/前$/, '')) && /前$/.test(lead)) r.conditions.push(words)
  else if (/^(?:之前|以前|前)/.test(tail) && endsInEvent(lead)) r.conditions.push(`${words}前`)
  else if (isLimit(token, lead, tail)) (isAnchored(lead) ? r.conditions : r.loose).push(words.replace(/^(?:应当?|须|要|在|于)+/, ''))
}

/** 提前一年完成: earlier than the plan it belongs to, or than something still to come. */
function readAdvance(r: Reading, token: Token, start: number): void {
  const end = r.plan && resolve({ ...r.plan.terms[0]!, edge: 'end' }, r.carry)?.end
  if (end && token.unit === 'year') addMilestone(r, r.plan!, `${yearOf(end) - token.n}${end.slice(4)}`)
  else if (r.milestones.length === 0) r.conditions.push(r.text.slice(start, token.end))
}

function assemble(r: Reading): Schedule {
  const recurrences = distinct(r.cadences.flatMap((c, i) => recurrencesOf(r, c, r.cadences[i + 1]?.at)))
  const milestones = labelled(r)
  const dated = milestones.length > 0 || recurrences.length > 0
  let ongoing = isOngoing(r.text, r.firstDateAt ?? r.from?.at, (at) => predicateBefore(r, at))
  const schedule: Schedule = { milestones, recurrences, ongoing }
  if (r.windowStart) schedule.windowStart = r.windowStart
  if (r.from) {
    const windowed =
      recurrences.length > 0 ||
      r.milestones.some((m) => m.due > r.from!.on && m.at > r.from!.at && !/[；。]/.test(r.text.slice(r.from!.end, m.at)))
    if (windowed && !ongoing) schedule.windowStart ??= r.from.on
    else {
      ongoing = true
      schedule.ongoingFrom = r.from.on
    }
  }
  schedule.ongoing = ongoing
  const conditional = conditionOf(r, dated || ongoing)
  if (conditional) schedule.conditional = conditional
  if (conditional && !dated && !r.from && /起(?:施行|实施|执行|生效)/.test(r.text)) schedule.ongoing = true
  if (!dated && !schedule.ongoing && !conditional && !schedule.windowStart) schedule.unparsed = true
  return schedule
}

function recurrencesOf(r: Reading, c: Cadence, nextAt = r.text.length): Recurrence[] {
  const stop = /[；。]/.exec(r.text.slice(c.end, nextAt))
  const words = r.text.slice(c.end, stop ? c.end + stop.index : nextAt)
  const token = r.tokens.find((t) => t.at === c.at)!
  const counts =
    token.kind === 'ratio'
      ? countsIn(token.text)
      : token.kind === 'everyAgain'
        ? [1]
        : countsIn(words.replace(/，.*?(?=不少于|不低于|至少)|，.*/, ''))
  const dues = c.dues.length > 0 ? [...new Set(c.dues)] : [undefined]
  const times = counts.length > 0 ? counts : [undefined]
  return dues.flatMap((due) =>
    times.map((n) => ({ every: c.every, ...(n !== undefined && { times: n }), ...(due !== undefined && { due }) })),
  )
}

/** Whether something is done by a date before `at`, so that what follows goes beyond it. */
function predicateBefore(r: Reading, at: number): boolean {
  const last = [...r.milestones].reverse().find((m) => m.end <= at)
  return last !== undefined && /[^，；。：、()]{2,}/.test(r.text.slice(last.end, at))
}

function labelled(r: Reading): Milestone[] {
  const seen = new Set<string>()
  const out: Milestone[] = []
  for (const m of r.milestones) {
    if (seen.has(m.due)) continue
    seen.add(m.due)
    const label = labelOf(r.text, m.at, m.end)
    out.push(label ? { due: m.due, label } : { due: m.due })
  }
  return out
}

/** What is to be done by the date: the words after it, or what they are said of (单一产权单位小区在2025年底前完成). */
function labelOf(text: string, at: number, end: number): string | undefined {
  const after = /^[，：)]?([^，；。：()]*)/.exec(text.slice(end))![1]!.replace(/(?:并|，|、)(?:持续|长期|常态|逐步|视).*$/, '')
  const before = text.slice(clauseStart(text, at), at).replace(/(?:应|要|须|需|确保|力争|原则上|计划|预计|并)?(?:[在于到至])?$/, '')
  if (/^(?:基本|全部|全面)?(?:完成|实现|到位)?$/.test(after) && before.length > 1) return before
  return after || undefined
}

function conditionOf(r: Reading, timed: boolean): string | undefined {
  const events = r.events.filter((e) => !r.milestones.some((m) => m.at >= e.at && m.end <= e.end))
  const said = r.conditions[0] ?? (events[0] && r.text.slice(events[0].at, events[0].end)) ?? atDiscretion(r.text)
  if (said) return said
  const season = r.milestones.length === 0 ? waitsForSeason(r.text) : undefined
  if (season) return season
  if (timed) return undefined
  return startsOnEvent(r.text) ?? r.loose[0] ?? (isImmediate(r.text) ? '立即' : followsOthers(r.text))
}
