import { expect, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { compileRequirement } from '#src/domain/deadlines/requirement.ts'
import { type Occurrence, occurrencesOf, occurrencesOn, type Scheduled } from '#src/domain/tasks/rules-occurrence.ts'
import { periodsOf } from '#src/domain/tasks/rules-period.ts'
import { responsibleUnits } from '#src/domain/tasks/rules-units.ts'

const calendar = createCalendar()
const plan = { start: '2025-01-01', end: '2027-12-31' }
const context = { docYear: 2025, planStart: plan.start, planEnd: plan.end }

const scheduled = (no: number, deadline: string, requirement = ''): Scheduled => ({
  no,
  schedule: compileDeadline(deadline, context),
  requirementSchedule: compileRequirement('', requirement, context),
})
const keys = (occurrences: Occurrence[]) => occurrences.map((o) => `${o.kind} ${o.key}`)
const occurrencesFor = (no: number, deadline: string, requirement?: string) =>
  occurrencesOf(scheduled(no, deadline, requirement), plan, calendar)

test.each([
  ['2025年11月底前', '', ['once 1/2025-11-30']],
  ['2025年6月底前完成培训并持续落实', '', ['once 1/2025-06-30', 'standing 1/standing']],
  ['持续落实', '', ['standing 1/standing']],
  ['试点开展', '', ['standing 1/standing']],
  ['每年11月底前', '各街镇每年至少申报1个。', ['periodic 1/2025@11-30', 'periodic 1/2026@11-30', 'periodic 1/2027@11-30']],
  ['每年开展', '每年至少开展一次。', ['periodic 1/2025', 'periodic 1/2026', 'periodic 1/2027']],
  [
    '持续落实',
    '每年开展不少于10次专场培训和不少于50次点对点指导。',
    ['2025', '2026', '2027'].flatMap((y) => [`quota 1/${y}#10`, `quota 1/${y}#50`]),
  ],
  ['方案印发后启动并持续落实', '按月统计分析。', ['trigger 1/trigger']],
  ['2025年12月底前开展试点，并视情况推广', '', ['once 1/2025-12-31', 'trigger 1/trigger']],
  ['持续落实', '根据市级改革政策出台情况及时修订。', ['trigger 1/trigger']],
  ['2026年12月底前', '根据市级通知落实。', ['once 1/2026-12-31']],
  ['2025年11月底前出台方案并持续落实', '2025年制定工作方案。', ['once 1/2025-11-30', 'standing 1/standing']],
  [
    '分阶段规范物业服务合同并持续落实',
    '单一产权单位小区在2025年底前完成，多产权单位小区在2026年底前完成。',
    ['once 1/2025-12-31', 'once 1/2026-12-31', 'standing 1/standing'],
  ],
])('%s + %s', (deadline, requirement, expected) => {
  expect(keys(occurrencesFor(1, deadline, requirement))).toEqual(expected)
})

test('单一产权 and 多产权 are two occurrences, each with its words', () => {
  const found = occurrencesFor(27, '分阶段规范物业服务合同并持续落实', '单一产权单位小区在2025年底前完成，多产权单位小区在2026年底前完成。')
  expect(found.map(({ key, label }) => [key, label])).toEqual([
    ['27/2025-12-31', '单一产权单位小区'],
    ['27/2026-12-31', '多产权单位小区'],
    ['27/standing', undefined],
  ])
})

test('a count is one occurrence a period with its target', () => {
  const [first] = occurrencesFor(64, '持续落实', '每年开展2次“暖心服务周”。')
  expect(first).toEqual({ key: '64/2025#2', kind: 'quota', due: '2025-12-31', from: '2025-01-01', target: 2, label: '“暖心服务周”' })
})

test('once the awaited event is declared, its cadence begins', () => {
  const found = occurrencesOf({ ...scheduled(39, '方案印发后启动并持续落实', '按月统计分析。'), triggeredOn: '2027-10-15' }, plan, calendar)
  expect(found.map((o) => o.key)).toEqual(['39/2027-10', '39/2027-11', '39/2027-12'])
})

test('a start keeps earlier periods out', () => {
  expect(occurrencesFor(1, '2026年7月起，每季度末月25日前').map((o) => o.due)).toEqual([
    '2026-09-25',
    '2026-12-25',
    '2027-03-25',
    '2027-06-25',
    '2027-09-25',
    '2027-12-25',
  ])
})

test('periods that closed before the plan was set up, or have not begun, are not on the table', () => {
  const days = { todayOn: '2026-11-23', setUpOn: '2026-11-23' }
  expect(occurrencesOn(occurrencesFor(1, '每季度一次'), days).map((o) => o.key)).toEqual(['1/2026Q4'])
  expect(occurrencesOn(occurrencesFor(1, '2025年11月底前'), days).map((o) => o.key)).toEqual(['1/2025-11-30'])
})

test.each([
  ['month', undefined, '2026-01-31', '2026-02-28'],
  ['month', 30, '2026-01-30', '2026-02-28'],
  ['2months', undefined, '2026-02-28', '2026-04-30'],
  ['quarter', { monthInPeriod: 3, day: 31 }, '2026-03-31', '2026-06-30'],
  ['quarter', { afterPeriodDays: 10 }, '2026-04-10', '2026-07-10'],
  ['month', { afterPeriodWorkdays: 5 }, '2026-02-06', '2026-03-06'],
  ['halfyear', undefined, '2026-06-30', '2026-12-31'],
  ['year', '02-28', '2026-02-28', '2027-02-28'],
  ['year', '04-30', '2026-04-30', '2027-04-30'],
  ['halfmonth', undefined, '2026-01-15', '2026-01-31'],
  ['week', 5, '2026-01-02', '2026-01-09'],
] as const)('every %s, due %o: %s, %s', (every, due, first, second) => {
  const periods = periodsOf({ every, ...(due !== undefined && { due }) }, { start: '2026-01-01', end: '2027-12-31' }, calendar)
  expect(periods.slice(0, 2).map((p) => p.due)).toEqual([first, second])
  expect(new Set(periods.map((p) => p.name)).size).toBe(periods.length)
})

test('各街镇 is every street once they are known', () => {
  expect(responsibleUnits(['区房管局', '各街镇'], ['甲街道', '乙镇'])).toEqual(['区房管局', '甲街道', '乙镇'])
  expect(responsibleUnits(['区房管局', '各街镇'], [])).toEqual(['区房管局', '各街镇'])
})
