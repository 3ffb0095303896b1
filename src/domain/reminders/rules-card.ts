import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { daysBetween } from '#src/domain/calendar/dates.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { stepReached } from '#src/domain/tasks/rules-step.ts'
import { escalationOf, type Ladder } from './rules-ladder.ts'

export type CardItem = {
  occurrence: string
  taskNo: number
  due?: string
  label?: string
  /** the step it had reached, in days from its due date */
  step?: number
  /** past before the plan came into Duban: asked for once */
  backlog?: boolean
  red?: boolean
  /** the unit's heads were asked to see to it: their names, none where the register has none */
  heads?: string[]
}

export type CardDay = {
  on: string
  calendar: Calendar
  ladder: Ladder
  before?: { on: string; items: CardItem[] } | undefined
  heads: string[]
}

/** A card can be filled in and changed for two weeks; two days early, so that a weekend does not outlast it. */
const cardLifeDays = 12

/**
 * What a unit's card of the day lists; undefined when nothing has reached a step, turned red or been passed up to the
 * unit's head since the card before, and that one still works. What waits for a decision is listed and calls nobody.
 */
export function cardItems(dues: Due[], day: CardDay): CardItem[] | undefined {
  const last = new Map(day.before?.items.map((item) => [item.occurrence, item]))
  const waiting = dues.filter((due) => isWaiting(due, day.ladder)).map((due) => waitingItem(due, day, last.get(due.occurrence.key)))
  const worn = day.before !== undefined && waiting.length > 0 && daysBetween(day.before.on, day.on) >= cardLifeDays
  if (!worn && !waiting.some(({ calls }) => calls)) return undefined
  const backlog = day.before ? [] : dues.filter((due) => due.state === 'backlog').map((due) => ({ ...itemOf(due), backlog: true }))
  return [...waiting.map(({ item }) => item), ...backlog]
}

/** Dated, past its first step, and not yet reported as done. */
export const isWaiting = ({ occurrence, state, daysLeft }: Due, { offsets }: Pick<Ladder, 'offsets'>): boolean =>
  occurrence.due !== undefined && (state === 'overdue' || (state === 'open' && daysLeft !== undefined && daysLeft <= -offsets[0]!))

function waitingItem(due: Due, day: CardDay, last: CardItem | undefined): { item: CardItem; calls: boolean } {
  const { on, calendar, ladder, before, heads } = day
  const step = stepReached(due.occurrence.due!, { after: before?.on, todayOn: on, calendar, steps: ladder })
  const red = due.colour === 'red'
  const told = red && escalationOf(due.occurrence.due!, on, calendar, ladder) !== undefined
  const item: CardItem = {
    ...itemOf(due),
    ...(step === undefined ? {} : { step }),
    ...(red ? { red } : {}),
    ...(told ? { heads } : {}),
  }
  const turned = before !== undefined && ((red && !last?.red) || (told && !last?.heads))
  return { item, calls: due.extension === undefined && (step !== undefined || turned) }
}

const itemOf = ({ occurrence: { key, due, label }, task }: Due): CardItem => ({
  occurrence: key,
  taskNo: task.no,
  ...(due ? { due } : {}),
  ...(label ? { label } : {}),
})
