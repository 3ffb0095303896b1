import { expect, test } from 'vitest'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import type { DeadlineContext } from '#src/domain/deadlines/schedule.ts'
import { inShort } from './deadlines-short.ts'

test.each<[string, Partial<DeadlineContext>, string]>([
  ['年底前完成', { docYear: 2019 }, '2019-12-31'],
  ['年底前完成', { planStart: '2025-01-01', planEnd: '2027-12-31' }, '2025-12-31'],
  ['年底前完成', {}, '-'],
  ['2025年底前完成，6月底前启动', {}, '2025-12-31, 2025-06-30'],
  ['今年6月底前完成初稿，明年3月底前印发', { docYear: 2020 }, '2020-06-30, 2021-03-31'],
  ['六月底前', { docYear: 1981 }, '1981-06-30'],
  ['今明两年', { docYear: 2018 }, '2019-12-31, since 2018-01-01'],
  ['元旦前', { docYear: 2025 }, '2025-12-31'],
  ['2026年元旦前', { docYear: 2025 }, '2025-12-31'],
  ['2005年底前注册的黄标车要全部淘汰', { docYear: 2015 }, '-'],
  ['2014年底前', { docYear: 2015 }, '2014-12-31'],
  ['12-1月', { docYear: 2017 }, '2018-01-31, since 2017-12-01'],
  ['“十二五”任务提前一年完成', { docYear: 2014 }, '2014-12-31'],
])('%s in %o: %s', (phrase, context, meaning) => {
  expect(inShort(compileDeadline(phrase, context))).toBe(meaning)
})

test.each([
  ['2025年11月底前形成典型案例并持续落实', ['形成典型案例']],
  ['2025年完成60个“疏整促”点位；2027年完成477个上账小区全覆盖', ['完成60个“疏整促”点位', '完成477个上账小区全覆盖']],
  ['单一产权单位小区在2025年底前完成，多产权单位小区在2026年底前完成', ['单一产权单位小区', '多产权单位小区']],
  ['2025年12月31日前完成初验、2026年3月31日前完成终验', ['完成初验', '完成终验']],
  ['2025年11月底前', [undefined]],
])('a date keeps the words of what is due: %s', (phrase, labels) => {
  expect(compileDeadline(phrase, { docYear: 2025 }).milestones.map((m) => m.label)).toEqual(labels)
})

test('any text at all compiles', () => {
  for (const text of [
    '',
    '，',
    '《',
    '（',
    '0年0月0日',
    '13月32日前',
    '每',
    '每0年',
    '２０２５',
    '2025年2月30日前',
    '🙂'.repeat(50),
    '一'.repeat(2000),
  ])
    expect(compileDeadline(text, { docYear: 2025 }).milestones).toEqual([])
})
