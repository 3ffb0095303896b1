import { expect, it } from 'vitest'
import { asksForDisclosure, matchItem } from '#src/domain/disclosures/match.ts'

it.each([
  ['物业费多少钱', 'D2'],
  ['停车费一个月多少', 'D2'],
  ['电梯谁维保', 'D3'],
  ['消防应急处置方案有吗', 'D3'],
  ['物业电话是多少', 'D1'],
  ['工作电话多少', 'D1'],
  ['去年公共收益多少', 'D5'],
  ['维修资金还剩多少', 'D5'],
  ['我们小区去年收支', 'D4'],
  ['地下车库卖了吗', 'D7'],
  ['小区电梯广告的钱有多少', 'D5'],
  ['电梯年检到什么时候', 'D16'],
])('in an owners’ group %s asks for what the estate published: %s', (question, code) => {
  expect(asksForDisclosure(question)).toBe(true)
  expect(matchItem(question)?.code).toBe(code)
})

it.each([
  '公共收益归谁',
  '海淀公共收益要单独列账吗',
  '物业费能不能不交',
  '维修资金政策有什么变化',
  '北京电梯更新补贴',
  '第16条说什么',
  '老旧小区引入物业的目标',
  '今天天气怎么样',
  '朝阳区物业费标准是多少',
  '丰台物业费多少钱',
  '维修资金怎么用',
  '我不交物业费会怎样',
  '物业经理是不是贪污了公共收益',
  '楼道里充电瓶车违法不 罚多少钱',
  '修个马桶多少钱',
  '换个电梯要花多少钱 谁出',
  '加装电梯要多少户同意',
  '停车费的钱都去哪了',
  '物业费涨价谁批准',
  '12345打了没人答复咋办',
  '隔壁老李家欠了多少物业费',
  '电梯里有人抽烟',
])('%s asks for a rule or for something else', (question) => {
  expect(asksForDisclosure(question)).toBe(false)
})
