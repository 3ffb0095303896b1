import { expect, test } from 'vitest'
import { changeOf, comparedWith } from '#src/domain/reports/rules-compare.ts'
import { draftSections, plannedFacts } from '#src/domain/reports/rules-draft.ts'
import { filled, parseFills } from '#src/domain/reports/rules-fill.ts'
import { periodOf } from '#src/domain/reports/rules-period.ts'
import { frequencyOf, plannedIn } from '#src/domain/reports/rules-plan.ts'

const of = (said: string) => periodOf(said)!

test.each([
  ['每日2次', '2026年2月', 56],
  ['每日2次', '2028年2月', 58],
  ['每天1次', '2026年第三季度', 92],
  ['每周3次', '2026年9月', 12],
  ['每周1次', '2026年度', 52],
  ['每月2次', '2026年第一季度', 6],
  ['每季1次', '2026年第一季度', 1],
  ['每季度1次', '2026年度', 4],
  ['每年1次', '2026年度', 1],
  ['每季1次', '2026年9月', undefined],
  ['每年1次', '2026年第四季度', undefined],
])('%s in %s is planned %s times', (frequency, period, planned) => {
  expect(plannedIn(frequencyOf(frequency)!, of(period))).toBe(planned)
})

test.each(['经常', '每日', '每日二次', '2次', '每日2次以上'])('%s is no frequency', (said) => {
  expect(frequencyOf(said)).toBeUndefined()
})

const plan = (item: string, times: number) => ({ item, times, per: '月' as const, clause: null })
const done = (item: string, month: string, count: number, reason: string | null = null) => ({
  ...{ item, month: `2026-${month}`, done: count, reason },
  source: '保洁记录',
})

test('a quarter adds its months up; what nobody recorded is planned and stays open', () => {
  const records = [done('楼道保洁', '07', 30), done('楼道保洁', '08', 28, '停水'), done('楼道保洁', '09', 31)]
  const facts = plannedFacts([plan('楼道保洁', 30), plan('绿化养护', 2)], records, of('2026年第三季度'))
  expect(facts).toEqual([
    ['楼道保洁', { value: '89', done: 89, planned: 90, note: '停水', source: '保洁记录' }],
    ['绿化养护', { planned: 6 }],
  ])
})

test('a month that is not on record is no month without work; what is done once a quarter needs no record of each', () => {
  const records = [done('楼道保洁', '08', 28, '停水'), done('水箱清洗', '08', 1)]
  const facts = plannedFacts([plan('楼道保洁', 30), { ...plan('水箱清洗', 1), per: '季' }], records, of('2026年第三季度'))
  expect(facts).toEqual([
    ['楼道保洁', { planned: 90, note: '停水；2026-07、2026-09未登记' }],
    ['水箱清洗', { value: '1', done: 1, planned: 1, source: '保洁记录' }],
  ])
})

test('a month’s report is the short one; quarter and year have every section', () => {
  const nothing = { services: [], known: new Map() }
  const titles = (said: string) => draftSections(of(said), said, nothing).map(({ title }) => title)
  expect(titles('2026年9月')).toEqual(['服务完成情况', '报修与投诉', '物业费', '公共收益'])
  expect(titles('2026年第三季度')).toHaveLength(11)
  expect(titles('2026年度')).toEqual(titles('2026年第三季度'))
})

test('every figure of a draft says unit, period, source and status; without a record it has no value', () => {
  for (const { figures } of draftSections(of('2026年度'), '2026年度', { services: [], known: new Map() }))
    for (const figure of figures) {
      expect(figure).toMatchObject({
        unit: expect.stringMatching(/./),
        period: '2026年度',
        source: expect.stringMatching(/./),
        status: '自报',
      })
      expect(figure).not.toHaveProperty('value')
    }
})

const sections = () => draftSections(of('2026年9月'), '2026年9月', { services: [['楼道保洁', { planned: 60 }]], known: new Map() })
const figure = (said: string, label: string) =>
  filled(sections(), parseFills(said))
    .flatMap(({ figures }) => figures)
    .find((one) => one.label === label)

test.each([
  ['报修受理=236', '报修受理', { value: '236' }],
  ['报修受理＝1,236件', '报修受理', { value: '1236' }],
  ['报修受理：２３６', '报修受理', { value: '236' }],
  ['楼道保洁=58（停水两天）', '楼道保洁', { value: '58', done: 58, planned: 60, note: '停水两天' }],
  ['物业费实收=31.5（已核）', '物业费实收', { value: '31.5', status: '已核' }],
])('%s is understood', (said, label, wanted) => {
  expect(figure(said, label)).toMatchObject(wanted)
})

test.each([
  ['报修受理', '看不明白'],
  ['报修受理=很多', '应为数字'],
  ['报修受理=236次', '单位是件，不是次'],
  ['喷泉=2', '没有指标「喷泉」'],
  ['', '请至少填写一项'],
])('%s is refused with one clear line', (said, why) => {
  expect(() => filled(sections(), parseFills(said))).toThrow(expect.objectContaining({ reply: expect.stringContaining(why) }))
})

test('未提供 takes a value back', () => {
  const once = filled(sections(), parseFills('报修受理=236'))
  const again = filled(once, parseFills('报修受理=未提供'))
  expect(again.flatMap(({ figures }) => figures).find(({ label }) => label === '报修受理')).not.toHaveProperty('value')
})

test.each([
  ['251', '236', '-15'],
  ['98.30', '98.3', '持平'],
  ['8.10', '8.35', '+0.25'],
  [undefined, '3', undefined],
  ['3', undefined, undefined],
])('from %s to %s is %s', (last, value, change) => {
  const given = { ...(last === undefined ? {} : { last }), ...(value === undefined ? {} : { value }) }
  expect(changeOf(given)).toBe(change?.replace('-', '−'))
})

test('another unit is another figure: nothing is compared across', () => {
  const one = { label: '公共收益净额', period: '', source: '', status: '自报' as const }
  const [compared] = comparedWith(
    [{ title: '公共收益', figures: [{ ...one, value: '8.35', unit: '万元' }] }],
    [{ title: '公共收益', figures: [{ ...one, value: '83500', unit: '元' }] }],
  )
  expect(compared!.figures[0]).not.toHaveProperty('last')
})
