import { addDays, yearOf } from '../calendar/dates.ts'
import { endsInEvent } from './conditions.ts'
import { isNoLimit } from './durations.ts'
import { dueOf, isYearOnly, resolve } from './periods.ts'
import { isCadence, type Reading } from './reading.ts'
import { placeOf } from './recurrences.ts'
import type { Chain, Term } from './terms.ts'
import { awaitedIn, isDescriptive } from './traps.ts'

/** 春节后第一个工作日, 10月1日后15日内: a day to be counted out, not a beginning */
const COUNTED_FROM = /^的?(?:第?(?:\d+|[一二三四五六七八九十]+)个?(?:工作日|周|天|日|个?月)内?)/

/** What a chain of dates means where it stands: a place in a cadence, a limit, a start, or nothing but a description. */
export function readDates(r: Reading, chain: Chain): void {
  if (isCountOfDays(r, chain) || placedInCadence(r, chain) || scopesCadence(r, chain)) return
  const counted = chain.marker === 'after' && COUNTED_FROM.exec(r.text.slice(chain.end))
  if (counted) {
    r.conditions.push(r.text.slice(chain.at, chain.end) + counted[0])
    return
  }
  const awaited = awaitedIn(chain, r.text)
  if (awaited) {
    r.conditions.push(r.text.slice(chain.at, chain.end) + awaited)
    return
  }
  if (isDescriptive(chain, r.text, limitNearby(r, chain))) return
  if (r.events.some((e) => (e.limited || !chain.marker) && chain.at >= e.at && chain.end <= e.end)) return
  if (chain.shape === 'range') readRange(r, chain)
  else if (isPlanName(r, chain)) r.plan = chain
  else readMilestones(r, chain)
}

/** 提前30日, 不超过60日, 会议召开15日前: so many days, not the 30th. */
function isCountOfDays(r: Reading, { terms, at, end, marker }: Chain): boolean {
  const [term] = terms
  if (terms.length > 1 || !term!.day || term!.month || term!.monthStep !== undefined) return false
  const start = r.clauseStart(at)
  const lead = r.text.slice(start, at)
  if (/提前$/.test(lead) || (marker === 'before' && endsInEvent(lead))) r.conditions.push(r.text.slice(start, end))
  else if (/(?:不得?超过|不少于|不得?少于|不多于|最长|最多|至少)$/.test(lead)) {
    if (!isNoLimit(lead, r.text.slice(end, end + 8))) r.loose.push(r.text.slice(start, end))
  } else return false
  return true
}

/** Dates under 每… say where in the period it is due. */
function placedInCadence(r: Reading, chain: Chain): boolean {
  const cadence = r.cadences.at(-1)
  const explicit = chain.terms.some((t) => (t.year ?? t.yearOffset ?? t.plan ?? t.whole) !== undefined)
  if (!cadence || explicit || r.text.slice(cadence.end, chain.at).includes('。')) return false
  const terms = shareEnding(chain.shape === 'range' ? chain.terms.slice(-1) : chain.terms)
  const dues = terms.map((t) => placeOf(cadence.every, t, chain.marker === 'before', terms.length > 1)).filter((due) => due !== undefined)
  if (dues.length === terms.length) {
    cadence.dues.push(...dues)
    return true
  }
  if (chain.at > cadence.end + 1) return false
  if (chain.terms[0]!.holiday) r.conditions.push(r.text.slice(chain.at, chain.end))
  return true
}

/** A bare year right before 每… is the year it starts in: 2025年每季度. */
function scopesCadence(r: Reading, chain: Chain): boolean {
  const next = r.tokens.find((t) => t.at >= chain.end && t.kind !== 'stop')
  const bare = chain.shape === 'one' && isYearOnly(chain.terms[0]!) && !chain.marker
  if (!bare || !next || !isCadence(next) || next.at > chain.end + 1) return false
  r.windowStart ??= resolve(chain.terms[0]!, r.carry)?.start
  return true
}

/** Whether another date of the same clause carries a limit, so that a bare one beside it only describes. */
function limitNearby(r: Reading, chain: Chain): boolean {
  const start = r.clauseStart(chain.at)
  const stop = chain.end + /^[^，；。：()、]*/.exec(r.text.slice(chain.end))![0].length
  return r.tokens.some((t, i) => {
    const outside = t.at >= start && t.end <= stop && (t.end <= chain.at || t.at >= chain.end)
    const dated = r.tokens[i - 1]
    return outside && t.kind === 'before' && dated?.end === t.at && /[底末日号旬月]/.test(dated.text)
  })
}

/** 3月、6月、9月25日前 and 2025、2026年底前: the ending belongs to every member of the list. */
function shareEnding(terms: Term[]): Term[] {
  const { month, day, tenDays, edge, edgeOf, year } = terms.at(-1)!
  return terms.map((t) => {
    if (month && t.month && !t.day && !t.tenDays && !t.edge) return { ...t, day, tenDays, edge }
    return year && !month && t.year && isYearOnly(t) ? { ...t, edge, edgeOf } : t
  })
}

/** “十四五”规划任务: the plan is only named. */
function isPlanName(r: Reading, { terms, marker, prefix, at, end }: Chain): boolean {
  const [term] = terms
  return term!.plan !== undefined && !term!.edge && !marker && !prefix && !/期间|时期/.test(r.text.slice(at, end))
}

const startsOnly = ({ shape, marker, prefix }: Chain): boolean =>
  shape === 'open' || marker === 'from' || marker === 'after' || marker === 'since' || prefix === 'from'

function readMilestones(r: Reading, chain: Chain): void {
  for (const term of chain.shape === 'list' ? shareEnding(chain.terms) : chain.terms) {
    const range = resolve(term, r.carry)
    if (!range) {
      readUnresolved(r, chain)
      return
    }
    if (!range.end && !startsOnly(chain)) r.windowStart ??= range.start
    else if (startsOnly(chain)) {
      const on = chain.marker === 'after' && range.end ? addDays(range.end, 1) : range.start
      r.from = { on, at: chain.at, end: chain.end }
    } else {
      if (term.whole === 'span' || term.years || (term.plan && term.edge !== 'end')) r.windowStart ??= range.start
      addMilestone(r, chain, dueOf(term, range, chain.marker === 'before'))
    }
  }
  r.firstDateAt ??= chain.at
}

function readRange(r: Reading, chain: Chain): void {
  const [a, b] = [chain.terms[0]!, chain.terms.at(-1)!]
  const yearAfter = b.year !== undefined && a.year === undefined && a.yearOffset === undefined && r.carry.year === undefined
  if (yearAfter) r.carry.year = a.month && b.month && a.month > b.month ? b.year! - 1 : b.year
  const start = resolve(a, r.carry)
  let end = resolve(b, r.carry)
  if (!start || !end) {
    readUnresolved(r, chain)
    return
  }
  if (end.end && end.end < start.start && b.year === undefined && b.yearOffset === undefined) {
    r.carry.year = (r.carry.year ?? 0) + 1
    end = resolve(b, r.carry)!
  }
  if (!addMilestone(r, chain, dueOf(b, end, chain.marker === 'before'))) return
  r.windowStart ??= start.start
  r.firstDateAt ??= chain.at
}

/** A date from before the document's year describes the past, unless the phrase is nothing but that date. */
export function addMilestone(r: Reading, chain: Chain, due: string | undefined): boolean {
  const alone = chain.end - chain.at >= r.text.length - 4
  if (!due) return false
  if (yearOf(due) < r.earliest && !alone) {
    r.carry.year = undefined
    return false
  }
  r.milestones.push({ due, at: chain.at, end: chain.end })
  return true
}

/** A date that nothing said before completes: 次月5日前 and 次年1月底前 recur, anything else stays unread. */
function readUnresolved(r: Reading, chain: Chain): void {
  const [term] = chain.terms
  if (term!.monthStep !== undefined && term!.day && r.text[chain.at] !== '本')
    r.cadences.push({ every: 'month', at: chain.at, end: chain.end, dues: [term!.day] })
}
