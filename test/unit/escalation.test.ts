import { expect, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { calendarOf, defaultLadder, escalationOf, flawIn, outsideQuiet } from '#src/domain/reminders/rules-ladder.ts'

const calendar = loadCalendar()

test.each([
  ['2026-11-30', '2026-12-02', undefined],
  ['2026-11-30', '2026-12-03', 'head'],
  ['2026-11-30', '2026-12-13', 'head'],
  ['2026-11-30', '2026-12-14', 'list'],
  // 国庆：9月30日到期，假期不算工作日
  ['2026-09-30', '2026-10-09', undefined],
  ['2026-09-30', '2026-10-10', 'head'],
])('due %s, seen on %s: %s', (due, on, expected) => {
  expect(escalationOf(due, on, calendar, defaultLadder)).toBe(expected)
})

test.each([
  ['the usual hours stay', { from: '18:00', until: '09:00' }, { at: '09:30', until: '17:30' }],
  ['a later morning moves them', { from: '18:00', until: '10:00' }, { at: '10:00', until: '18:00' }],
  ['an early evening cuts them', { from: '16:00', until: '09:00' }, { at: '09:30', until: '16:00' }],
  ['nothing is left', { from: '09:30', until: '09:00' }, undefined],
])('%s', (_, quiet, expected) => {
  expect(outsideQuiet({ at: '09:30', until: '17:30' }, { quiet })).toEqual(expected)
})

test("a district's own days: a day off more, a Saturday worked", () => {
  const own = calendarOf(createCalendar(), { restOn: ['2026-11-24'], workOn: ['2026-11-28'] })
  expect(own.holidays.has('2026-11-24')).toBe(true)
  expect(own.workdays.has('2026-11-28')).toBe(true)
})

test.each([
  [{}, undefined],
  [{ offsets: [-7, -30] }, '提醒步骤应由早到晚排列，至少一步。'],
  [{ offsets: [] }, '提醒步骤应由早到晚排列，至少一步。'],
  [{ offsets: [-400, 0] }, '提醒步骤应在到期前365天至到期后30天之间。'],
  [{ repeat: 0 }, '逾期后的提醒间隔应为1至90天。'],
  [{ quiet: { from: '08:00', until: '09:00' } }, '静默时段的结束应早于当天的开始，如 18:00-09:00。'],
  [{ headAfter: 12 }, '升级步骤应先到单位负责人，再到专班清单。'],
  [{ restOn: ['2026-12-01'], workOn: ['2026-12-01'] }, '同一天不能既休息又上班。'],
])('a ladder with %j', (change, flaw) => {
  expect(flawIn({ ...defaultLadder, ...change })).toBe(flaw)
})
