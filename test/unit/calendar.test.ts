import { expect, test } from 'vitest'
import { createCalendar, isPublished, isWorkday } from '#src/domain/calendar/calendar.ts'
import { addDays, addMonths, daysBetween, weekdayOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { addWorkdays, nextWorkday, previousWorkday, workdayFrom, workdayUpTo } from '#src/domain/calendar/workdays.ts'

const calendar = createCalendar()

test.each([
  ['2026-11-23', true, 'a Monday'],
  ['2026-11-22', false, 'a Sunday'],
  ['2026-10-01', false, '国庆节'],
  ['2026-10-07', false, '国庆节'],
  ['2026-10-10', true, 'a Saturday worked'],
  ['2026-09-20', true, 'a Sunday worked'],
  ['2026-02-14', true, 'a Saturday worked'],
  ['2026-02-28', true, 'a Saturday worked'],
  ['2026-01-04', true, 'a Sunday worked'],
  ['2026-05-09', true, 'a Saturday worked'],
  ['2026-02-23', false, '春节'],
  ['2025-10-08', false, '国庆节'],
  ['2025-10-11', true, 'a Saturday worked'],
  ['2025-12-31', true, 'a Wednesday'],
])('%s is worked: %s (%s)', (on, worked) => {
  expect(isWorkday(on, calendar)).toBe(worked)
})

test('a year without a notice has weekends only and says so', () => {
  expect([2025, 2026, 2027].map((year) => isPublished(year, calendar))).toEqual([true, true, false])
  expect([isWorkday('2027-10-01', calendar), isWorkday('2027-10-02', calendar)]).toEqual([true, false])
})

test('a year file replaces what was known of its year', () => {
  const notice = { year: 2027, notice: '示例', holidays: ['2027-10-01'], workdays: ['2027-10-09'] }
  const replaced = createCalendar([notice, { year: 2026, holidays: [], workdays: [] }])
  expect(isPublished(2027, replaced)).toBe(true)
  expect([isWorkday('2027-10-01', replaced), isWorkday('2027-10-09', replaced)]).toEqual([false, true])
  expect([isWorkday('2026-10-01', replaced), isWorkday('2026-10-10', replaced)]).toEqual([true, false])
  expect(isWorkday('2025-10-01', replaced)).toBe(false)
})

test.each([
  [{ year: 2027, holidays: ['2026-10-01'], workdays: [] }],
  [{ year: 2027, holidays: ['2027/10/01'], workdays: [] }],
  [{ year: 2027, workdays: [] }],
])('a wrong year file is refused: %o', (notice) => {
  expect(() => createCalendar([notice])).toThrow()
})

test.each([
  ['2026-11-22', '2026-11-20', '2026-11-23'],
  ['2026-10-01', '2026-09-30', '2026-10-08'],
  ['2026-10-08', '2026-09-30', '2026-10-09'],
  ['2026-02-17', '2026-02-14', '2026-02-24'],
])('around %s: the working day before is %s, the one after %s', (on, before, after) => {
  expect([previousWorkday(on, calendar), nextWorkday(on, calendar)]).toEqual([before, after])
})

test('a working day stands for itself, a rest day for its neighbour', () => {
  expect([workdayUpTo('2026-11-23', calendar), workdayUpTo('2026-11-22', calendar)]).toEqual(['2026-11-23', '2026-11-20'])
  expect([workdayFrom('2026-11-23', calendar), workdayFrom('2026-11-22', calendar)]).toEqual(['2026-11-23', '2026-11-23'])
  expect(addWorkdays('2026-09-30', 3, calendar)).toBe('2026-10-10')
})

test('days are counted without a time zone', () => {
  expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1), addDays('2024-02-28', 1)]).toEqual([
    '2027-01-01',
    '2026-02-28',
    '2024-02-29',
  ])
  expect([addMonths('2026-01-31', 1), addMonths('2026-11-30', 3), addMonths('2026-01-15', -1)]).toEqual([
    '2026-02-28',
    '2027-02-28',
    '2025-12-15',
  ])
  expect([
    daysBetween('2026-11-23', '2026-11-30'),
    daysBetween('2026-11-30', '2026-11-23'),
    daysBetween('2026-02-01', '2026-03-01'),
  ]).toEqual([7, -7, 28])
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-22')]).toEqual([1, 7])
})

test('instants are read on the wall in Shanghai', () => {
  expect(instantOf('2026-11-23', '09:30').toISOString()).toBe('2026-11-23T01:30:00.000Z')
  expect(shanghaiDateOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
  expect(shanghaiDateOf(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
  expect(shanghaiTimeOf(new Date('2026-11-23T01:30:00Z'))).toBe('09:30')
})
