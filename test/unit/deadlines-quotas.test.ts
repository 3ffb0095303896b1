import { expect, test } from 'vitest'
import { findQuotas } from '#src/domain/deadlines/quotas.ts'
import type { Quota } from '#src/domain/deadlines/schedule.ts'

const context = { docYear: 2025, planStart: '2025-01-01', planEnd: '2027-12-31' }

const inShort = ({ comparator, value, lo, hi, unit, metric, period, by }: Quota): string =>
  `${comparator} ${value ?? `${lo}-${hi}`}${unit} ${metric}${period ? ` /${period}` : ''}${by ? ` by ${by}` : ''}`

test.each([
  ['每年推出1-3个行业党建品牌。', '持续落实', ['range 1-3个 行业党建品牌 /year']],
  ['选取1-2个街镇。', '2025年11月底前形成典型案例', ['range 1-2个 街镇 by 2025-11-30']],
  ['每年申报示范项目不少于20个、“美好家园”不少于2个。', '持续落实', ['>= 20个 申报示范项目 /year', '>= 2个 “美好家园” /year']],
  ['每年开展不少于10次专场培训和不少于50次点对点指导。', '持续落实', ['>= 10次 专场培训 /year', '>= 50次 点对点指导 /year']],
  ['每年至少开展一轮全覆盖检查，并督促整改。', '持续落实', ['>= 1轮 检查 /year']],
  ['2027年底前完成全覆盖检查。', '持续落实', ['= 100% 检查 by 2027-12-31']],
  ['标准化公示公开100%覆盖；定期履约报告100%覆盖。', '持续落实', ['= 100% 标准化公示公开', '= 100% 定期履约报告']],
  ['申报老旧电梯更新不少于1000台。', '2025年12月底前完成', ['>= 1000台 申报老旧电梯更新 by 2025-12-31']],
  ['办理时间不超过5个工作日，第3次逾期通报，成熟一个、引入一个。', '持续落实', []],
  ['加强二次供水管理，做到一次性告知，关注前100小区。', '持续落实', []],
])('quotas of 工作要求: %s', (requirement, deadline, expected) => {
  expect(findQuotas({ task: '强化监督管理。', requirement, deadline }, context).map(inShort)).toEqual(expected)
})

test('the words of a quota are verbatim, quotation marks and all', () => {
  const row = {
    task: '至2027年实现477个上账小区“有人管、有付费、有服务”。',
    requirement: '',
    deadline: '2025年完成60个“疏整促”点位；2027年完成477个上账小区全覆盖',
  }
  const quotas = findQuotas(row, context)
  expect(quotas.map(({ source, text }) => [source, text])).toEqual([
    ['task', '至2027年实现477个上账小区“有人管、有付费、有服务”'],
    ['deadline', '2025年完成60个“疏整促”点位'],
    ['deadline', '2027年完成477个上账小区全覆盖'],
  ])
  expect(quotas.map((q) => q.by)).toEqual(['2027-12-31', '2025-12-31', '2027-12-31'])
})

test('a bare cadence in 完成时限 is no quota of its own', () => {
  expect(
    findQuotas({ task: '每年开展一次物管会运行情况评价。', requirement: '', deadline: '每年开展一次' }, context).map((q) => q.source),
  ).toEqual(['task'])
})
