import { describe, expect, test } from 'vitest'
import { foldNumbers, foldRelativeYears, stripChat } from '#src/domain/policy/answer/normalise.ts'
import { understand } from '#src/domain/policy/answer/understand.ts'
import { readChineseNumber, writeChineseNumber } from '#src/domain/policy/numerals.ts'
import { index, todayOn } from './fixture.ts'

test.each([
  ['十六', 16],
  ['一百零三', 103],
  ['一千八百', 1800],
  ['两千', 2000],
  ['一万二千', 12000],
  ['二〇', 20],
  ['小区', undefined],
])('%s is %s', (word, value) => {
  expect(readChineseNumber(word)).toBe(value)
})

test.each([1, 10, 11, 20, 33, 99])('%i written and read again', (value) => {
  expect(readChineseNumber(writeChineseNumber(value))).toBe(value)
})

test.each([
  ['第十六条讲什么', '第16条讲什么'],
  ['序号三十一谁配合', '序号31谁配合'],
  ['任务六十六', '任务66'],
  ['一千八百个老旧小区', '1800个老旧小区'],
  ['百分之九十', '90%'],
  ['二〇二七年底', '2027年底'],
  ['27年底前', '2027年底前'],
  ['一率四度', '一率四度'],
  ['三供一业', '三供一业'],
  ['一小区一方案', '一小区一方案'],
  ['指定第三方', '指定第三方'],
  ['一个小区', '一个小区'],
])('numbers: %s → %s', (text, folded) => {
  expect(foldNumbers(text)).toBe(folded)
})

test.each([
  ['今年要完成多少', '2026年要完成多少'],
  ['去年的', '2025年的'],
  ['明年底', '2027年底'],
])('relative years: %s → %s', (text, folded) => {
  expect(foldRelativeYears(text, todayOn)).toBe(folded)
})

test.each([
  ['@政策助手 公共收益怎么管', '公共收益怎么管'],
  ['🙋充电桩谁管😂😂', '充电桩谁管'],
  ['看看 https://example.com/a?b=1 这个', '看看   这个'],
  ['真的吗？？？', '真的吗？'],
])('chat: %s → %s', (text, plain) => {
  expect(stripChat(text)).toBe(plain)
})

describe('spelling', () => {
  test.each([
    ['業委會誰監督', '业委会谁监督'],
    ['叶委会不干活', '业委会不干活'],
    ['公共收意归谁', '公共收益归谁'],
    ['小区电踢老坏', '小区电梯老坏'],
    ['方案印发前要走的程序', '方案印发前要走的程序'],
    ['物业办公室', '物业办公室'],
  ])('%s → %s', (text, mended) => {
    expect(understand(index, text, todayOn).question).toBe(mended)
  })
})
