import { expect, it } from 'vitest'
import { matchItem } from '#src/domain/disclosures/match.ts'
import { factOf, type Register, yearAsked } from '#src/domain/disclosures/rules-facts.ts'

const lines = [
  { label: '物业费', value: '2.68元/㎡·月' },
  { label: '项目负责人', value: '陈经理' },
  { label: '投诉电话' },
  { label: '公共收益净额（2025年）', value: '32.40万元' },
]
const register: Register = {
  contract: { startOn: '2024-04-01', endOn: '2027-03-31', company: '甲' },
  lift: { maintainer: '乙电梯公司', phone: '010-1' },
}
const answer = (question: string, from: Register = register) =>
  factOf(question, matchItem(question)!, lines, from, yearAsked(question, '2026-11-23'))

it.each([
  ['物业费多少钱', '物业费', '2.68元/㎡·月'],
  ['物业合同什么时候到期', '服务合同期限', '2024年4月1日至2027年3月31日'],
  ['电梯谁维保', '电梯维保单位', '乙电梯公司，010-1'],
  ['公共收益多少', '公共收益净额（2025年）', '32.40万元'],
  ['项目经理电话多少', '项目负责人工作电话', undefined],
  ['物业电话是多少', '投诉电话', undefined],
  ['维修资金还剩多少', '维修资金余额', undefined],
  ['去年公共收益多少', '公共收益净额（2025年）', '32.40万元'],
  ['今年公共收益多少', '公共收益净额（2026年）', undefined],
  ['2023年的公共收益呢', '公共水电费分摊、公共收益和维修资金使用（2023年）', undefined],
])('%s is answered with %s, never with the line beside it', (question, label, value) => {
  expect(answer(question)).toEqual({ label, ...(value ? { value } : {}) })
})

it('without a register there is no value', () => {
  expect(answer('电梯谁维保', {})).toEqual({ label: '电梯维保单位' })
})
