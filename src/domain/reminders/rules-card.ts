import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { daysBetween } from '#src/domain/calendar/dates.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Colour } from '#src/domain/tasks/rules-occurrence.ts'
import { stepReached } from '#src/domain/tasks/rules-step.ts'
import type { ChannelName } from '#src/message.ts'
import { escalationOf, type Ladder, ladderOf } from './rules-ladder.ts'

export type CardItem = {
  planId: string
  occurrence: string
  taskNo: number
  due?: string
  label?: string
  /** the step it had reached, in days from its due date */
  step?: number
  /** past before the plan came into Duban: asked for once */
  backlog?: boolean
  colour?: Colour
  /** the unit's heads were asked to see to it: the names of those who are asked here */
  heads?: string[]
  /** others were written to themselves */
  headsWritten?: boolean
}

/** Who heads a unit; `direct`: they can be written to themselves. */
export type Head = { channel: ChannelName; userId: string; name: string | null; direct: boolean }

export type CardDay = {
  on: string
  calendar: Calendar
  before?: { on: string; items: CardItem[] } | undefined
  heads: Head[]
  /** plans whose backlog this unit has been asked for */
  asked: ReadonlySet<string>
  /** a lead wants it now, whatever step has been reached */
  demanded?: true
}

/** A card can be filled in and changed for two weeks; two days early, so that a weekend does not outlast it. */
const cardLifeDays = 12

/**
 * What a unit's card of the day lists; undefined when nothing has reached a step, changed for the worse or been passed
 * up to the unit's head since the card before, and that one still works. What waits for a decision is listed and calls nobody.
 */
export function cardItems(dues: Due[], day: CardDay): CardItem[] | undefined {
  const last = new Map(day.before?.items.map((item) => [`${item.planId} ${item.occurrence}`, item]))
  const waiting = dues.filter(isWaiting).map((due) => waitingItem(due, day, last.get(`${due.plan.id} ${due.occurrence.key}`)))
  const demanded = day.demanded && waiting.length > 0
  const worn = day.before !== undefined && waiting.length > 0 && daysBetween(day.before.on, day.on) >= cardLifeDays
  if (!demanded && !worn && !waiting.some(({ calls }) => calls)) return undefined
  const backlog = dues
    .filter(({ state, plan }) => state === 'backlog' && !day.asked.has(plan.id))
    .map((due) => ({ ...itemOf(due), backlog: true }))
  return [...waiting.map(({ item }) => item), ...backlog]
}

/** Dated, past its first step, and not yet reported as done. */
export const isWaiting = ({ plan, occurrence, state, daysLeft }: Due): boolean =>
  occurrence.due !== undefined &&
  (state === 'overdue' || (state === 'open' && daysLeft !== undefined && daysLeft <= -ladderOf(plan).offsets[0]!))

const severity: Partial<Record<Colour, number>> = { blue: 1, yellow: 2, red: 3 }

function waitingItem(due: Due, day: CardDay, last: CardItem | undefined): { item: CardItem; calls: boolean } {
  const { on, calendar, before, heads } = day
  const { colour } = due
  const ladder: Ladder = ladderOf(due.plan)
  const step = stepReached(due.occurrence.due!, { after: before?.on, todayOn: on, calendar, steps: ladder })
  const told = colour === 'red' && escalationOf(due.occurrence.due!, on, calendar, ladder) !== undefined
  const passedUp = {
    heads: heads.flatMap(({ direct, name }) => (direct ? [] : (name ?? []))),
    headsWritten: heads.some(({ direct }) => direct),
  }
  const item: CardItem = { ...itemOf(due), colour, ...(step === undefined ? {} : { step }), ...(told ? passedUp : {}) }
  const worse = (severity[colour] ?? 0) > (severity[last?.colour ?? 'blue'] ?? 0)
  const turned = before !== undefined && ((worse && (last !== undefined || colour === 'red')) || (told && !last?.heads))
  return { item, calls: due.extension === undefined && (step !== undefined || turned) }
}

const itemOf = ({ plan, occurrence: { key, due, label }, task }: Due): CardItem => ({
  planId: plan.id,
  occurrence: key,
  taskNo: task.no,
  ...(due ? { due } : {}),
  ...(label ? { label } : {}),
})
