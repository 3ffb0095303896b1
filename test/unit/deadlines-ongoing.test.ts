import { expect, test } from 'vitest'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { inShort } from './deadlines-short.ts'

const context = { docYear: 2025, planStart: '2025-01-01', planEnd: '2027-12-31' }

test.each([
  ['自本通知印发之日起施行', 'ongoing, when 自本通知印发之日起'],
  ['自2025年1月1日起施行', 'ongoing from 2025-01-01'],
  ['自2025年1月1日起施行，有效期5年', 'ongoing from 2025-01-01'],
  ['持续落实', 'ongoing'],
  ['持续推进', 'ongoing'],
  ['持续开展', 'ongoing'],
  ['长期坚持', 'ongoing'],
  ['长期', 'ongoing'],
  ['常态化开展', 'ongoing'],
  ['常态化推进', 'ongoing'],
  ['常年开展', 'ongoing'],
  ['持续整改，长期坚持', 'ongoing'],
  ['立行立改，长期坚持', 'ongoing'],
  ['立行立改、持续推进', 'ongoing'],
  ['立行立改并长期坚持', 'ongoing'],
  ['2025年12月底前完成，长期坚持', '2025-12-31, ongoing'],
  ['2025年12月底前完成并长期坚持', '2025-12-31, ongoing'],
  ['2025年12月底前，持续推进', '2025-12-31, ongoing'],
  ['2025年12月底前取得阶段性成效，持续推进', '2025-12-31, ongoing'],
  ['2025年6月底前完成，并持续巩固提升', '2025-06-30, ongoing'],
  ['2025年5月起持续推进', 'ongoing from 2025-05-01'],
  ['自2025年起常态化开展', 'ongoing from 2025-01-01'],
  ['逐步推广', 'ongoing'],
  ['逐步完善', 'ongoing'],
  ['2025年1月1日起，新建小区实行；2025年底前存量小区完成', '2025-12-31, ongoing from 2025-01-01'],
  ['於2025年底前完成，並持續落實', '2025-12-31, ongoing'],
  ['2025年三季度起', 'ongoing from 2025-07-01'],
  ['从2016年起在全市实施三年行动计划', 'ongoing from 2016-01-01'],
  ['不早于2025年10月1日', 'ongoing from 2025-10-01'],
  ['2025年8月15日之后启动', 'ongoing from 2025-08-16'],
  ['2025年8月15日（含）以后', 'ongoing from 2025-08-16'],
])('standing work: %s', (phrase, meaning) => {
  expect(inShort(compileDeadline(phrase, context))).toBe(meaning)
})
