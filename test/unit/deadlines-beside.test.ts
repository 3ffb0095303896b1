import { expect, test } from 'vitest'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { inShort } from './deadlines-short.ts'

const context = { docYear: 2026, planStart: '2025-01-01', planEnd: '2027-12-31' }

/** What the words beside a date or a cadence make of it. */
test.each([
  ['2025—2026采暖季结束后一个月内', 'when 2025-2026采暖季结束后一个月内'],
  ['2026—2027年度采暖季结束前', 'when 结束前'],
  ['冬季检查', '-'],
  ['四季度检查一次', '2026-12-31'],
  ['每年1月15日前报送上年度总结，7月15日前报送半年总结', 'year @01-15, year @07-15'],
  ['半年通报', 'halfyear'],
  ['每双月召开一次点评会', '2months'],
  ['2026年12月底前（原定2025年12月底前）', '2026-12-31'],
  ['由2025年12月底前调整为2026年6月底前', '2026-06-30'],
  ['2025年已完成60个，2026年计划完成180个', '2026-12-31'],
  ['2026年计划任务', '-'],
  ['2026年3月印发的通知要求', '-'],
  ['2026年3月印发实施方案', '2026-03-31'],
  ['根据2026年12月5日会议精神', 'when 根据2026年12月5日会议精神'],
  ['2026年7月1日零时起', 'ongoing from 2026-07-01'],
  ['即日起实施', 'ongoing'],
  ['即日起至年底', '2026-12-31'],
  ['2026年春节后第一个工作日', 'when 2026年春节后第一个工作日'],
  ['2026年10月1日后启动', 'ongoing from 2026-10-02'],
  ['检验合格有效期届满1个月前提出申请', 'when 检验合格有效期届满1个月前'],
  ['服务满3年的人员', '-'],
])('%s: %s', (phrase, meaning) => {
  expect(inShort(compileDeadline(phrase, context))).toBe(meaning)
})
