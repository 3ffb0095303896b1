import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCalendar, isPublished, isWorkday } from '#src/domain/calendar/calendar.ts'
import { addDays, addMonths, daysBetween, weekdayOf } from '#src/domain/calendar/dates.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { instantOf, shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { statutoryDays } from '#src/domain/calendar/statutory.ts'
import { addWorkdays, nextWorkday, previousWorkday, workdayFrom, workdayUpTo } from '#src/domain/calendar/workdays.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

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

test('a year without a notice says so', () => {
  expect([2025, 2026, 2027].map((year) => isPublished(year, calendar))).toEqual([true, true, false])
})

test.each([
  ['2027-01-01', false, '元旦'],
  ['2027-02-05', false, '除夕'],
  ['2027-02-08', false, '初三'],
  ['2027-02-09', true, 'after it only the notice can give days off'],
  ['2027-04-05', false, '清明'],
  ['2027-05-03', true, '劳动节 has two days, on a weekend: what is made up for them is not known'],
  ['2027-06-09', false, '端午'],
  ['2027-09-15', false, '中秋'],
  ['2027-10-01', false, '国庆'],
  ['2027-10-04', true, '国庆 has three days by law'],
  ['2028-05-01', false, '劳动节'],
  ['2028-05-02', false, '劳动节'],
  ['2028-05-03', true, 'a Wednesday'],
  ['2027-10-09', false, 'a Saturday: no 调休 is known'],
])('by law alone %s is worked: %s (%s)', (on, worked) => {
  expect(isWorkday(on, calendar)).toBe(worked)
})

test.each([2025, 2026])('what the notice of %s gives includes every day off by law', (year) => {
  expect(statutoryDays(year).filter((on) => isWorkday(on, calendar))).toEqual([])
  expect(statutoryDays(year)).toHaveLength(13)
})

test('a folder’s file replaces a year; a wrong one is named', async () => {
  const folder = await makeTempFolder()
  await writeFile(join(folder, '2027.json'), JSON.stringify({ year: 2027, holidays: ['2027-10-04'], workdays: ['2027-10-09'] }))
  const own = loadCalendar(folder)
  expect([isPublished(2027, own), isWorkday('2027-10-04', own), isWorkday('2027-10-09', own)]).toEqual([true, false, true])
  await writeFile(join(folder, '2028.json'), '{"year": 2028')
  expect(() => loadCalendar(folder)).toThrow(/配置有误：日历文件 .*2028\.json 不是一年的放假安排/)
  expect(isPublished(2027, loadCalendar(join(folder, 'none')))).toBe(false)
  await removeFolder(folder)
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
