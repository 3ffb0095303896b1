import { expect, it } from 'vitest'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { clocksOf, type EstateFacts, nearOf } from '#src/domain/clocks/rules-clocks.ts'
import { eventClocks } from '#src/domain/clocks/rules-events.ts'

const none: EstateFacts = { facilities: [], published: [] }
const contract = (kind: '前期' | '正式' | '应急', more = {}) => ({
  contract: { kind, startOn: '2024-04-01', endOn: '2027-03-31', ...more },
})

it.each<[string, Partial<EstateFacts>, [string, string][]]>([
  [
    'a contract',
    contract('正式'),
    [
      ['contract-renewal', '2026-09-30'],
      ['contract-notice', '2026-12-31'],
    ],
  ],
  [
    'an early contract',
    contract('前期'),
    [
      ['early-length', '2026-04-01'],
      ['early-organise', '2026-09-30'],
      ['early-decide', '2026-12-31'],
    ],
  ],
  ['a signed contract not on file', contract('应急', { signedOn: '2026-11-20' }), [['contract-filing', '2026-12-05']]],
  ['a contract on file', contract('应急', { signedOn: '2026-11-20', filedOn: '2026-11-30' }), []],
  ['a committee', { committee: { kind: '业委会', termEndOn: '2027-05-31' } }, [['committee-report', '2026-11-30']]],
  ['a council', { committee: { kind: '物管会', termEndOn: '2026-12-10' } }, [['council-term', '2026-12-10']]],
  ['emergency service', { emergencyFromOn: '2026-08-31' }, [['emergency-end', '2027-02-28']]],
  [
    'a lift',
    {
      facilities: [
        { type: '电梯', code: '1-1', inspectionDueOn: '2026-12-31' },
        { type: '水箱', code: '2', inspectionDueOn: '2026-12-31' },
        { type: '电梯', code: '3' },
      ],
    },
    [['lift-inspection', '2026-11-30']],
  ],
  [
    'a yearly item',
    { published: [{ code: 'D5', title: '收支', basis: '条例', on: '2026-03-20', goodForMonths: 12 }] },
    [['disclosure', '2027-03-20']],
  ],
])('%s', (_, facts, expected) => {
  expect(clocksOf({ ...none, ...facts }).map(({ code, due }) => [code, due])).toEqual(expected)
})

it('an early contract may not run longer than two years', () => {
  const long = { contract: { kind: '前期' as const, startOn: '2024-04-01', endOn: '2027-03-31' } }
  expect(clocksOf({ ...none, ...long }).map(({ code, due }) => [code, due])).toContainEqual(['early-length', '2026-04-01'])
})

const calendar = loadCalendar()
const running = (...events: [string, string][]) =>
  eventClocks(
    events.map(([kind, on]) => ({ kind, on })),
    calendar,
  ).map(({ code, due }) => [code, due])

it.each<[string, string, string, string, string]>([
  ['承接查验发现问题', '2026-11-02', 'handover-mend', '2026-12-02', '承接查验整改完成'],
  ['收到成立业主大会申请', '2026-11-02', 'assembly-check', '2026-12-02', '业主大会申请审核完成'],
  ['业主大会申请审核完成', '2026-11-02', 'preparers-meet', '2026-12-02', '筹备组成立'],
  ['筹备组成立', '2026-11-02', 'preparers-list', '2026-11-09', '筹备组名单公示'],
  ['筹备组成立', '2026-11-02', 'assembly-meet', '2027-01-01', '首次业主大会'],
  ['业主大会作出决定', '2026-11-02', 'assembly-publish', '2026-11-05', '业主大会决定公示'],
  ['业委会选举产生', '2026-11-02', 'committee-meet', '2026-11-09', '业委会首次会议'],
  ['业委会首次会议', '2026-11-02', 'committee-list', '2026-11-05', '业委会名单公示'],
  ['业委会选举产生', '2026-11-02', 'committee-file', '2026-12-02', '业委会申请备案'],
  ['业委会申请备案', '2026-11-02', 'committee-record', '2026-11-09', '业委会备案'],
  ['收到业委会届满报告', '2026-11-02', 'committee-renew', '2027-01-01', '换届小组组建'],
  ['业委会变更', '2026-11-02', 'committee-change', '2026-12-02', '业委会变更备案'],
  ['物管会成立', '2026-11-02', 'council-file', '2026-12-02', '物管会申请备案'],
  ['物管会会议', '2026-11-02', 'council-publish', '2026-11-05', '物管会会议公示'],
  ['项目负责人到岗', '2026-11-02', 'lead-report', '2026-11-05', '项目负责人报到'],
  ['提出终止延续期服务', '2026-11-02', 'de-facto-end', '2027-01-01', '延续期服务终止'],
  ['收到解聘通知', '2026-11-02', 'handover-leave', '2026-12-02', '物业交接退出'],
])('%s on %s: %s by %s, until %s', (after, on, code, due, until) => {
  expect(running([after, on])).toContainEqual([code, due])
  expect(running([after, on], [until, '2026-11-03']).map(([running]) => running)).not.toContain(code)
  expect(running([until, '2026-10-01'], [after, on])).toContainEqual([code, due])
})

it('a council is dissolved after the committee is on file, where there was one', () => {
  expect(running(['业委会备案', '2026-11-02'])).toEqual([])
  expect(running(['物管会成立', '2025-01-02'], ['物管会申请备案', '2025-01-20'], ['业委会备案', '2026-11-02'])).toEqual([
    ['council-dissolve', '2026-12-02'],
  ])
})

it('every clock says who must act and on what basis', () => {
  const facts: EstateFacts = {
    ...contract('正式', { signedOn: '2026-11-20' }),
    committee: { kind: '业委会', termEndOn: '2027-05-31' },
    emergencyFromOn: '2026-08-31',
    facilities: [{ type: '电梯', code: '1', inspectionDueOn: '2026-12-31' }],
    published: [{ code: 'D5', title: '收支', basis: '条例第七十条', on: '2026-03-20', goodForMonths: 12 }],
  }
  for (const clock of clocksOf(facts)) expect([clock.by, clock.basis].every((words) => words.length > 1)).toBe(true)
})

it('only what is near or lately past is shown', () => {
  const at = (due: string) => ({ code: 'x', title: due, due, by: '', basis: '' })
  const shown = nearOf([at('2025-11-22'), at('2025-11-23'), at('2026-11-23'), at('2027-01-22'), at('2027-01-23')], '2026-11-23')
  expect(shown.map(({ due }) => due)).toEqual(['2025-11-23', '2026-11-23', '2027-01-22'])
})
