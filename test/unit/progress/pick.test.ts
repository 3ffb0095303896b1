import { expect, test } from 'vitest'
import { type Hint, pickDue } from '#src/domain/progress/pick.ts'
import type { Due } from '#src/domain/tasks/due.ts'

const due = (key: string, state: Due['state'], status?: 'doing' | 'done') =>
  ({
    plan: { id: 'p' },
    unit: '区房管局',
    task: { no: 23 },
    occurrence: { key },
    state,
    ...(status ? { progress: { status } } : {}),
  }) as Due
const named = { report: { taskNo: 23 }, mine: new Set(['区房管局']) }
const keys = (dues: Due[]) => pickDue(dues, named).map(({ occurrence }) => occurrence.key)

test('a task named by its number: what is still asked for comes before what is to be made up', () => {
  expect(keys([due('23/2025-12-31', 'backlog'), due('23/2026-11', 'open'), due('23/2027-12-31', 'open')])).toEqual(['23/2026-11'])
})

test('with nothing open left, what is to be made up', () => {
  expect(keys([due('23/2025-12-31', 'backlog'), due('23/2026-11', 'done', 'done')])).toEqual(['23/2025-12-31'])
})

test('what is to be made up comes before what merely goes on', () => {
  expect(keys([due('23/2025-12-31', 'backlog'), due('23/standing', 'standing')])).toEqual(['23/2025-12-31'])
})

const onCard = (key: string, phase: Due['phase']) => ({ ...due(key, 'open'), phase }) as Due
const card = { unit: '区房管局', items: ['5', '23', '9'].map((occurrence) => ({ planId: 'p', occurrence })) } as Hint['card']
const answered = (dues: Due[], occurrence: string) =>
  pickDue(dues, { report: {}, mine: new Set(['区房管局']), card: card!, last: { planId: 'p', occurrence } }).map(
    (held) => held.occurrence.key,
  )

test('a plain reply goes on with what was last reported while that is open', () => {
  expect(answered([onCard('5', 'doing'), onCard('23', 'silent')], '5')).toEqual(['5'])
})

test('what was last reported waits for review and more is open: the person is asked which', () => {
  expect(answered([onCard('5', 'reported'), onCard('23', 'silent')], '5')).toEqual(['23', '5'])
})

test('what was last reported is settled: a plain reply is about the rest', () => {
  expect(answered([onCard('5', 'closed'), onCard('23', 'silent'), onCard('9', 'doing')], '5')).toEqual(['23', '9'])
})

test('nothing else is open: a plain reply is still about what was last reported', () => {
  expect(answered([onCard('5', 'reported'), onCard('23', 'closed')], '5')).toEqual(['5'])
  expect(answered([onCard('5', 'closed'), onCard('23', 'closed')], '5')).toEqual(['5'])
})
