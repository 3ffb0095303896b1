import { expect, test } from 'vitest'
import { isBare, isVented } from '#src/domain/policy/learn/rules-unasked.ts'

test.each([
  '物业都是骗子',
  '物业太差了',
  '物业不干活光收钱',
  '气死我了',
  '保安态度恶劣',
  '物业什么都不管',
  '这物业真垃圾',
  '你们都是一伙的',
])('%s asks nothing', (text) => expect(isVented(text)).toBe(true))

test.each([
  '物业骗人怎么办',
  '物业不作为谁来管',
  '保安态度恶劣可以换吗',
  '物业费太贵了，有没有标准',
  '垃圾分类',
  '垃圾清运费',
  '充电桩安装规定',
  '物业费收费标准',
  '电梯又坏了',
  '业主骗取维修资金的处理办法',
])('%s is left to the documents', (text) => expect(isVented(text)).toBe(false))

test.each(['那呢？', '呢', '那他们呢？', '然后呢', '为什么', '这个呢', '那怎么办', '具体说说', '多少钱'])('%s says of nothing', (text) =>
  expect(isBare(text)).toBe(true),
)

test.each(['那石景山呢', '停车费呢', '为什么涨价', '业委会怎么选', '谁管电梯', '能不能装充电桩'])('%s says of what', (text) =>
  expect(isBare(text)).toBe(false),
)
