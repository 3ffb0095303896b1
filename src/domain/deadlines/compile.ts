import { atDiscretion, followsOthers, isImmediate, startsOnEvent, waitsForSeason } from './conditions.ts'
import { labelled } from './labels.ts'
import { isOngoing } from './ongoing.ts'
import { readDates } from './read-dates.ts'
import { readDuration } from './read-duration.ts'
import { type Cadence, isCadence, Reading } from './reading.ts'
import { countsIn, distinct, everyOf } from './recurrences.ts'
import type { DeadlineContext, Recurrence, Schedule } from './schedule.ts'
import { readChain } from './terms.ts'

/**
 * The schedule a Chinese administrative deadline means. Pure; years left out come from `docYear`, else the plan's first.
 * Words that name no time it can read give `unparsed`, never a guess.
 */
export function compileDeadline(text: string, context: Partial<DeadlineContext>): Schedule {
  const r = new Reading(text, context)
  for (let i = 0; i < r.tokens.length; ) i = readAt(r, i)
  return assemble(r)
}

/** Reads what starts at token `i`; returns the token to go on from. */
function readAt(r: Reading, i: number): number {
  const token = r.tokens[i]!
  if (isCadence(token)) return readCadence(r, i)
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
  const next = r.tokens[i + 1]
  const every = token.kind === 'everyWeekday' ? 'week' : everyOf(token)
  if (!every || (isCadence(next) && next!.at === token.end)) return i + 1
  r.cadences.push({ every, at: token.at, end: token.end, dues: token.kind === 'everyWeekday' ? [token.n] : [] })
  r.firstDateAt ??= token.at
  if (/^按.*(?:安排|计划|部署)$/.test(token.text)) r.conditions.push(token.text)
  const read = next && next.at <= token.end + 1 ? readChain(r.tokens, i + 1, r.text, next.at === token.end) : undefined
  if (!read) return i + 1
  readDates(r, read.chain)
  return read.next
}

function assemble(r: Reading): Schedule {
  const recurrences = distinct(r.cadences.flatMap((cadence, i) => recurrencesOf(r, cadence, r.cadences[i + 1]?.at)))
  const schedule: Schedule = {
    milestones: labelled(r),
    recurrences,
    ongoing: isOngoing(r.text, r.milestones.length > 0 ? r.firstDateAt : r.from?.at, (at) => doneBefore(r, at)),
  }
  if (r.windowStart) schedule.windowStart = r.windowStart
  if (r.from) begin(r, schedule, r.from.on)
  const dated = schedule.milestones.length > 0 || recurrences.length > 0
  const conditional = conditionOf(r, dated || schedule.ongoing)
  if (conditional) schedule.conditional = conditional
  if (conditional && !dated && /起(?:施行|实施|执行|生效)/.test(r.text)) schedule.ongoing = true
  if (!dated && !schedule.ongoing && !conditional && !schedule.windowStart) schedule.unparsed = true
  return schedule
}

/** 起 opens a window when something in the same sentence ends it or repeats in it; else what begins goes on. */
function begin(r: Reading, schedule: Schedule, on: string): void {
  const closed = r.milestones.some((m) => m.due > on && m.at > r.from!.at && r.sameSentence(r.from!.end, m.at))
  if ((closed || schedule.recurrences.length > 0) && !schedule.ongoing) schedule.windowStart ??= on
  else {
    schedule.ongoing = true
    schedule.ongoingFrom = on
  }
}

/** One recurrence for each place and each count said of a cadence. */
function recurrencesOf(r: Reading, { every, at, end, dues }: Cadence, nextAt = r.text.length): Recurrence[] {
  const token = r.tokens.find((t) => t.at === at)!
  const words = /^[^；。]*/.exec(r.text.slice(end, nextAt))![0]
  const said = token.kind === 'ratio' || token.kind === 'everyAgain' ? token.text : words.replace(/，.*?(?=不少于|不低于|至少)|，.*/, '')
  const counts: Pick<Recurrence, 'times' | 'label'>[] = countsIn(said)
  if (counts.length === 0) counts.push(token.kind === 'everyAgain' ? { times: 1 } : {})
  if (counts.length === 1 && !counts[0]!.label)
    counts[0]!.label =
      token.kind === 'everyAs' ? labelIn(`${token.text}${said}`) : labelIn(said.replace(/^(?:[年月日底前末到、\d-]|至(?!少))+/, ''))
  const places = dues.length > 0 ? [...new Set(dues)] : [undefined]
  return places.flatMap((due) =>
    counts.map(({ times, label }) => ({
      every,
      ...(times !== undefined && { times }),
      ...(due !== undefined && { due }),
      ...(label && { label }),
    })),
  )
}

/** What is done each time, when the words say more than 开展一次. */
function labelIn(words: string): string | undefined {
  const label = words.replace(/^(?:应当?|须|要)+|(?:不少于|至少|不低于)?(?:\d+|[一两二三四五])次.*$/g, '').slice(0, 40)
  return label.length > 2 && !/^(?:至少|不少于)?(?:开展|组织|召开|进行)$/.test(label) ? label : undefined
}

/** Whether something is done by a date before `at`, so that what follows goes beyond it. */
function doneBefore(r: Reading, at: number): boolean {
  const last = r.milestones.findLast((m) => m.end <= at)
  return last !== undefined && /[^，；。：、()]{2,}/.test(r.text.slice(last.end, at))
}

/** The words of what must happen first. What only points elsewhere (三年内, 根据市级部署) counts when there is no other time. */
function conditionOf(r: Reading, timed: boolean): string | undefined {
  const event = r.events.find(
    ({ at, end }) =>
      !r.milestones.some((m) => m.at >= at && m.end <= end) &&
      !r.cadences.some((c) => c.at >= at && /^(?:结束|终了)/.test(r.text.slice(c.end, end))),
  )
  const said = r.conditions[0] ?? (event && r.text.slice(event.at, event.end)) ?? atDiscretion(r.text)
  if (said) return said
  const season = r.milestones.length === 0 ? waitsForSeason(r.text) : undefined
  if (season || timed) return season
  return startsOnEvent(r.text) ?? r.loose[0] ?? (isImmediate(r.text) ? '立即' : followsOthers(r.text))
}
