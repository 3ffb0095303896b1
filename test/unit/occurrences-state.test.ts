import { expect, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import type { Occurrence } from '#src/domain/tasks/rules-occurrence.ts'
import { type Reported, stateOf } from '#src/domain/tasks/rules-state.ts'
import { stepOn, stepReached } from '#src/domain/tasks/rules-step.ts'

const calendar = createCalendar()
const once = (due: string): Occurrence => ({ key: `5/${due}`, kind: 'once', due })
const doing = (percent: number) => ({ status: 'doing' as const, percent })

test.each<[string, Reported | undefined, string, string]>([
  ['2026-11-30', undefined, 'open blue 7', 'just set up: nobody was asked yet'],
  ['2025-11-30', undefined, 'backlog grey -358', 'past when the plan was set up'],
  ['2025-11-30', doing(50), 'backlog grey -358', 'being made up: nobody is late with it'],
  ['2025-11-30', { status: 'done' as const, percent: 100 }, 'done grey -358', 'done late'],
  ['2026-11-23', undefined, 'open blue 0', 'due today'],
  ['2026-12-31', undefined, 'open blue 38', 'more than a month left'],
  ['2026-11-25', doing(70), 'open yellow 2', 'behind three days before'],
  ['2026-11-25', doing(80), 'open blue 2', 'on course three days before'],
  ['2026-11-30', doing(40), 'open yellow 7', 'behind a week before'],
  ['2026-12-31', { status: 'blocked' as const, percent: 90 }, 'open yellow 38', 'blocked'],
])('due %s with %o: %s (%s)', (due, progress, expected) => {
  const { state, colour, daysLeft } = stateOf(once(due), {
    todayOn: '2026-11-23',
    setUpOn: '2026-11-23',
    calendar,
    ...(progress && { progress }),
  })
  expect(`${state} ${colour} ${daysLeft}`).toBe(expected)
})

test.each([
  ['2026-12-04', 'blue'],
  ['2026-12-07', 'yellow'],
])('no report within five working days of the first asking: on %s %s', (todayOn, colour) => {
  expect(stateOf(once('2026-12-30'), { todayOn, setUpOn: '2026-11-23', calendar }).colour).toBe(colour)
})

test('what was due after the set-up and passed is overdue', () => {
  expect(stateOf(once('2026-11-30'), { todayOn: '2026-12-01', setUpOn: '2026-11-23', calendar })).toEqual({
    state: 'overdue',
    colour: 'red',
    daysLeft: -1,
  })
})

test('what has no date is never overdue', () => {
  const on = { todayOn: '2027-12-31', setUpOn: '2026-11-23', calendar }
  expect(stateOf({ key: '33/trigger', kind: 'trigger' }, on)).toEqual({ state: 'waiting', colour: 'grey' })
  expect(stateOf({ key: '6/standing', kind: 'standing' }, on)).toEqual({ state: 'standing', colour: 'grey' })
})

test.each([
  ['2026-11-30', -7, '2026-11-23', 'a Monday'],
  ['2026-11-30', -1, '2026-11-27', 'Sunday → Friday before'],
  ['2026-11-30', 0, '2026-11-30', 'the day'],
  ['2026-10-06', 0, '2026-09-30', 'a holiday → the working day before'],
  ['2026-10-06', 1, '2026-10-08', 'overdue in the holiday → the working day after'],
  ['2026-10-17', -7, '2026-10-10', 'a Saturday worked'],
])('due %s, step %i falls on %s (%s)', (due, offset, on) => {
  expect(stepOn(due, offset, calendar)).toBe(on)
})

test.each<[string | undefined, string, number | undefined, string]>([
  [undefined, '2026-11-23', -7, 'the first card'],
  [undefined, '2026-10-01', undefined, 'nothing reached yet'],
  ['2026-11-23', '2026-11-24', undefined, 'nothing new since the last card'],
  ['2026-11-23', '2026-11-27', -1, 'two steps on one day: the newer'],
  ['2026-11-27', '2026-11-30', 0, 'the day itself'],
  ['2026-11-30', '2026-12-01', 1, 'the day after'],
  ['2026-12-01', '2026-12-07', undefined, 'not weekly yet'],
  ['2026-12-01', '2026-12-08', 8, 'weekly'],
  ['2026-12-08', '2027-01-05', 36, 'weeks later'],
  ['2027-01-05', '2027-01-06', undefined, 'between two weeks'],
])('due 2026-11-30, last card %s, today %s: step %s (%s)', (after, todayOn, expected) => {
  expect(stepReached('2026-11-30', { after, todayOn, calendar })).toBe(expected)
})

test('the steps are an argument', () => {
  const steps = { offsets: [-10, 0, 2], repeat: 14 }
  expect(stepReached('2026-11-30', { after: undefined, todayOn: '2026-11-20', calendar, steps })).toBe(-10)
  expect(stepReached('2026-11-30', { after: '2026-12-03', todayOn: '2026-12-16', calendar, steps })).toBe(16)
})
