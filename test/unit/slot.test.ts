import { expect, it, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import { nextOpening, offsetSeconds, openSlot, runsOn } from '#src/scheduler/slot.ts'

const calendar = createCalendar()
const remind = { days: 'workdays', at: '09:30', until: '17:30' } as const
const report = { days: 'all', at: '10:10', until: '20:00' } as const
const at = (time: string) => new Date(`${time}+08:00`)

it.each([
  ['a working Monday, before', '2026-11-23T09:29:59', undefined],
  ['at the minute', '2026-11-23T09:30:00', '2026-11-23'],
  ['a late start the same day', '2026-11-23T15:00:00', '2026-11-23'],
  ['too late in the day', '2026-11-23T17:30:00', undefined],
  ['a Saturday', '2026-11-21T10:00:00', undefined],
  ['a Sunday worked for 国庆', '2026-09-20T10:00:00', '2026-09-20'],
  ['a Friday off for 国庆', '2026-10-02T10:00:00', undefined],
])('reminders, %s', (_, now, slot) => {
  expect(openSlot(remind, at(now), calendar)).toBe(slot)
})

it.each([
  ['a Thursday', 'weekly', '2026-11-26', false],
  ['a Friday', 'weekly', '2026-11-27', true],
  ['the Wednesday before 国庆', 'weekly', '2026-09-30', true],
  ['a Friday before a Saturday worked for 国庆', 'weekly', '2026-10-09', true],
  ['that Saturday', 'weekly', '2026-10-10', false],
  ['the first of November, a Sunday', 'bimonthly', '2026-11-01', false],
  ['the Monday after', 'bimonthly', '2026-11-02', true],
  ['the Tuesday after', 'bimonthly', '2026-11-03', false],
  ['the first working day of an even month', 'bimonthly', '2026-12-01', false],
  ['the day after 五一', 'bimonthly', '2026-05-06', true],
] as const)('%s, %s', (_, days, on, runs) => {
  expect(runsOn(days, on, calendar)).toBe(runs)
})

test('what owners get does not wait for working days', () => {
  expect(openSlot(report, at('2026-11-21T10:10:00'), calendar)).toBe('2026-11-21')
})

test('the next opening skips rest days', () => {
  expect(nextOpening(remind, at('2026-11-20T09:30:00'), calendar)).toEqual(at('2026-11-23T09:30:00'))
  expect(nextOpening(report, at('2026-11-20T10:10:00'), calendar)).toEqual(at('2026-11-21T10:10:00'))
})

test('every group has its own seconds, the same each day, 3 to 40', () => {
  const offsets = Array.from({ length: 2000 }, (_, n) => offsetSeconds(`lark:oc_${n}`))
  expect(Math.min(...offsets)).toBe(3)
  expect(Math.max(...offsets)).toBe(40)
  expect(offsetSeconds('lark:oc_7')).toBe(offsets[7])
  expect(new Set(offsets).size).toBe(38)
})

it.each([
  ['its own day', '2026-11-02T10:30:00', '2026-11-02'],
  ['a service that was down that day', '2026-11-03T10:30:00', '2026-11-02'],
  ['down for the week', '2026-11-06T10:30:00', '2026-11-02'],
  ['later it is for the leads to ask for', '2026-11-09T10:30:00', undefined],
  ['a rest day', '2026-11-07T10:30:00', undefined],
  ['an even month', '2026-12-02T10:30:00', undefined],
])('the two-monthly turn, %s', (_, now, slot) => {
  expect(openSlot({ days: 'bimonthly', at: '10:20', until: '17:30' }, at(now), calendar)).toBe(slot)
})
