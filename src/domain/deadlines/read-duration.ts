import { yearOf } from '../calendar/dates.ts'
import { endsInEvent } from './conditions.ts'
import { isAnchored, isLimit, isNoLimit, windowEnd } from './durations.ts'
import type { Token } from './lexer.ts'
import { resolve } from './periods.ts'
import { addMilestone } from './read-dates.ts'
import type { Reading } from './reading.ts'
import { afterPeriod, placeOf } from './recurrences.ts'

const PERIOD_OVER = /(?:结束|终了|届满|终结|期满|完成)(?:之日起|之?后|后的?|起)?$|(?<!最)后$|度$/

/** What a length of time means where it stands: a place after a period, a window from a date, a limit from an event, or nothing. */
export function readDuration(r: Reading, token: Token): void {
  const start = r.clauseStart(token.at)
  const lead = r.text.slice(start, token.at)
  const tail = r.text.slice(token.end, token.end + 8)
  if (placedInCadence(r, token, start, lead)) return
  if (/提前$/.test(lead)) readAdvance(r, token, start)
  else if (!isNoLimit(lead, tail) && !closesWindow(r, token)) readLimit(r, token, start, lead, tail)
}

/** 每季度结束后10日内, 每月前5个工作日 */
function placedInCadence(r: Reading, token: Token, start: number, lead: string): boolean {
  const cadence = r.cadences.at(-1)
  if (!cadence || cadence.at < start) return false
  const opening = /[前初]$/.test(lead)
  if (!opening && !PERIOD_OVER.test(lead) && !(cadence.end === token.at && PERIOD_OVER.test(r.text.slice(0, token.at)))) return false
  const place = opening && token.unit === 'day' ? placeOf(cadence.every, { at: 0, end: 0, day: token.n }, true) : undefined
  const due = place ?? afterPeriod(cadence.every, token.n, token.unit!)
  if (due !== undefined) cadence.dues.push(due)
  return true
}

/** 从2025年起，用三年时间 ends with 2027. */
function closesWindow(r: Reading, token: Token): boolean {
  if (!r.from || r.cadences.length > 0 || !r.sameSentence(r.from.end, token.at)) return false
  const due = windowEnd(r.from.on, token.n, token.unit!)
  if (!due) return false
  r.milestones.push({ due, at: token.at, end: token.end })
  return true
}

function readLimit(r: Reading, token: Token, start: number, lead: string, tail: string): void {
  const ending = /^(?:以内|之内|内|左右(?:的?时间)?|时间|之前|以前|前)/.exec(tail)?.[0] ?? ''
  const words = (r.text.slice(start, token.end) + ending).replace(/^.*(?=自[^自]*起)|^(?:应当?|须|要|在|于)+/, '')
  const hangsBefore = lead.endsWith('前') && endsInEvent(lead.slice(0, -1))
  if (hangsBefore || (ending.endsWith('前') && endsInEvent(lead))) r.conditions.push(words)
  else if (isLimit(token, lead, tail)) (isAnchored(lead) ? r.conditions : r.loose).push(words)
}

/** 提前一年完成: earlier than the plan it belongs to, or than something still to come. */
function readAdvance(r: Reading, token: Token, start: number): void {
  const end = r.plan && resolve({ ...r.plan.terms[0]!, edge: 'end' }, r.carry)?.end
  if (end && token.unit === 'year') addMilestone(r, r.plan!, `${yearOf(end) - token.n}${end.slice(4)}`)
  else if (r.milestones.length === 0) r.conditions.push(r.text.slice(start, token.end))
}
