import { describe, expect, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import type { Schedule } from '#src/domain/deadlines/schedule.ts'
import { daysGiven, startedOn } from '#src/domain/review/rules-trigger.ts'
import { keepKey, scheduledBy, standingOf } from '#src/domain/review/standing.ts'
import { occurrencesOf } from '#src/domain/tasks/rules-occurrence.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'

const calendar = createCalendar()
const within = { start: '2025-01-01', end: '2027-12-31' }
const none: Schedule = { milestones: [], recurrences: [], ongoing: false }
const compile = (text: string) => compileDeadline(text, { planStart: within.start, planEnd: within.end, docYear: 2026 })

test.each([
  ['印发之日起30日内', '2026-01-15', '2026-02-14'],
  ['方案印发后10个工作日内', '2026-01-15', '2026-01-29'],
  ['市级系统上线后3个月内', '2026-01-15', '2026-04-15'],
  ['出台后三个月内', '2026-11-30', '2027-02-28'],
  ['印发后两周内', '2026-01-15', '2026-01-29'],
  ['印发后半年内', '2026-01-15', '2026-07-15'],
  ['印发后半个月内', '2026-01-15', '2026-01-30'],
  ['出台三个月内', '2026-01-15', '2026-04-15'],
  ['方案印发后', '2026-01-15', undefined],
  ['2025年12月新标准出台后', '2026-01-15', undefined],
  ['市级系统2025年12月上线后', '2026-01-15', undefined],
  ['2026年内市级通知后', '2026-01-15', undefined],
  ['印发后12月底前', '2026-01-15', undefined],
  ['印发后1年内', '2026-01-15', '2027-01-15'],
])('%s, happened on %s → %s', (words, on, due) => expect(daysGiven(words, on, calendar)).toBe(due))

const request = (more: Partial<ReviewRequest>): ReviewRequest =>
  ({ id: 1, state: 'approved', payload: {}, taskNo: 33, onDay: null, occurrence: null, unit: null, ...more }) as ReviewRequest
const keysOf = (task: Parameters<typeof occurrencesOf>[0]) => occurrencesOf(task, within, calendar).map((o) => [o.key, o.kind, o.due])

describe('what a declaration starts', () => {
  const task = { no: 33, requirementSchedule: none }
  const declared = standingOf([request({ kind: 'trigger', onDay: '2026-01-15' })])

  test('days given from the event become a date, and the task waits no more', () => {
    const waiting = { ...task, schedule: compile('印发之日起30日内完成') }
    expect(keysOf(waiting)).toEqual([['33/trigger', 'trigger', undefined]])
    expect(keysOf(scheduledBy(waiting, declared, calendar))).toEqual([['33/2026-02-14', 'once', '2026-02-14']])
  })

  test('without days it is standing work from then on', () => {
    const waiting = { ...task, schedule: compile('方案印发后启动') }
    expect(keysOf(scheduledBy(waiting, declared, calendar))).toEqual([['33/standing', 'standing', undefined]])
  })

  test('a plan without declarations is as it was', () => {
    const waiting = { ...task, schedule: compile('方案印发后启动') }
    expect(keysOf(scheduledBy(waiting, standingOf([]), calendar))).toEqual(keysOf(waiting))
  })

  test('days of a started schedule stay beside its own dates', () =>
    expect(
      startedOn({ ...none, milestones: [{ due: '2026-12-31' }], conditional: '印发后10日内' }, '2026-01-15', calendar).milestones,
    ).toEqual([{ due: '2026-12-31' }, { due: '2026-01-25' }]))
})

describe('a corrected date keeps what was reported', () => {
  const at = (...words: string[]) =>
    occurrencesOf({ no: 7, schedule: compile(words.join('，')), requirementSchedule: none }, within, calendar)
  test('one date moved: the key stays, the day is new', () =>
    expect(keepKey(at('2026年11月底前'), at('2026年12月20日前'))).toEqual([{ key: '7/2026-11-30', kind: 'once', due: '2026-12-20' }]))
  test('what comes round every year: each year keeps its own', () =>
    expect(keepKey(at('每年11月底前'), at('每年12月20日前')).map(({ key, due }) => [key, due])).toEqual([
      ['7/2025@11-30', '2025-12-20'],
      ['7/2026@11-30', '2026-12-20'],
      ['7/2027@11-30', '2027-12-20'],
    ]))
  test('several dates: each goes by its own day', () => {
    const now = at('2026年12月20日前', '2027年底前')
    expect(keepKey(at('2026年11月底前'), now)).toEqual(now)
  })
})

test('of several corrections the last one counts, of extensions the granted and the waiting one', () => {
  const standing = standingOf([
    request({ id: 1, kind: 'schedule' }),
    request({ id: 2, kind: 'schedule' }),
    request({ id: 3, kind: 'extension', occurrence: '33/2026', unit: '区房管局', onDay: '2026-12-31' }),
    request({ id: 4, kind: 'extension', occurrence: '33/2026', unit: '区房管局', state: 'pending' }),
  ])
  expect(standing.schedule.get(33)?.id).toBe(2)
  expect(standing.granted.get('33/2026 区房管局')?.id).toBe(3)
  expect(standing.extension.get('33/2026 区房管局')?.id).toBe(4)
})
