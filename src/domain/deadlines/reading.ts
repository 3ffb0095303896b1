import { yearOf } from '../calendar/dates.ts'
import { type Event, eventsIn } from './conditions.ts'
import { type Kind, lex, type Token } from './lexer.ts'
import type { Carry } from './periods.ts'
import type { DeadlineContext, Every, RecurrenceDue } from './schedule.ts'
import type { Chain } from './terms.ts'
import { normalise } from './text.ts'

/** A cadence said at [at, end), and the places in its period said after it. */
export type Cadence = { every: Every; at: number; end: number; dues: RecurrenceDue[] }
/** A due date and the words [at, end) it was read from. */
export type Dated = { due: string; at: number; end: number }

const CADENCES = new Set<Kind>(['every', 'everyBy', 'everyAs', 'everyAgain', 'everyWeekday', 'ratio'])
export const isCadence = (token: Token | undefined): boolean => token !== undefined && CADENCES.has(token.kind)

/** One phrase, and what has been understood of it so far from left to right. */
export class Reading {
  readonly text: string
  readonly tokens: Token[]
  readonly events: Event[]
  readonly carry: Carry
  /** no deadline lies before this year */
  readonly earliest: number
  milestones: Dated[] = []
  cadences: Cadence[] = []
  from: { on: string; at: number; end: number } | undefined
  windowStart: string | undefined
  /** a five-year plan named without a limit of its own */
  plan: Chain | undefined
  /** words of limits that hang on an event */
  conditions: string[] = []
  /** words of limits that hang on nothing said: 三年内 */
  loose: string[] = []
  firstDateAt: number | undefined

  constructor(text: string, { docYear, planStart }: Partial<DeadlineContext>) {
    this.text = normalise(text)
    this.tokens = lex(this.text)
    this.events = eventsIn(this.text)
    const planYear = planStart ? yearOf(planStart) : undefined
    this.carry = { docYear: docYear ?? planYear }
    this.earliest = Math.min(docYear ?? planYear ?? 0, planYear ?? docYear ?? 0)
  }

  /** Where the clause around a position begins. */
  clauseStart(at: number): number {
    let start = at
    while (start > 0 && !'，；。：(、'.includes(this.text[start - 1]!)) start--
    return start
  }

  sameSentence(from: number, to: number): boolean {
    return !/[；。]/.test(this.text.slice(from, to))
  }
}
