import { expect, test } from 'vitest'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { cardItems } from '#src/domain/reminders/rules-card.ts'
import type { Due } from '#src/domain/tasks/due.ts'

const calendar = loadCalendar()
const due = {
  plan: { id: 'p', ladder: null },
  task: { no: 5 },
  occurrence: { key: '5/2026-12-23', due: '2026-12-23' },
  unit: '区房管局',
  state: 'open',
  colour: 'blue',
  daysLeft: 20,
} as unknown as Due

/** The first step of 23 December falls on 23 November, the next on 16 December. */
test.each([
  ['the day after', '2026-11-23', '2026-11-24', [due], false],
  ['eleven days on', '2026-11-23', '2026-12-04', [due], false],
  ['twelve days on', '2026-11-25', '2026-12-07', [due], true],
  ['when nothing waits any more', '2026-11-25', '2026-12-07', [], false],
])('a card is sent again %s', (_, sentOn, on, dues, again) => {
  const before = { on: sentOn, items: [{ planId: 'p', occurrence: '5/2026-12-23', taskNo: 5 }] }
  expect(cardItems(dues, { on, calendar, before, heads: [], asked: new Set() }) !== undefined).toBe(again)
})
