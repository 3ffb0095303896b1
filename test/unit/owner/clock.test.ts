import { expect, it } from 'vitest'
import { clocksOf, type EstateFacts, nearOf } from '#src/domain/clocks/rules-clocks.ts'

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
