import { expect, it } from 'vitest'
import { figuresOfLines, parseLines } from '#src/domain/disclosures/rules-lines.ts'
import type { Figure } from '#src/domain/reports/report.ts'
import { flawsIn } from '#src/domain/reports/rules-figures.ts'
import { revenueFlaw } from '#src/domain/reports/rules-revenue.ts'
import { sampleReports } from '#storage/seed/sample/estates.ts'

const figure = (label: string, value: string | undefined, unit: string, more: Partial<Figure> = {}): Figure => ({
  label,
  ...(value === undefined ? {} : { value }),
  unit,
  period: '2026年第三季度',
  source: '台账',
  status: '自报',
  ...more,
})
const problems = (...figures: Figure[]) => flawsIn([{ title: '节', figures }]).map(({ problem }) => problem)

it('the sample contradicts itself nowhere', () => {
  expect(sampleReports.flatMap(({ sections }) => flawsIn(sections))).toEqual([])
})

it.each<[string, Figure[], RegExp]>([
  ['done more than planned', [figure('绿化', '8', '次', { planned: 6, done: 8 })], /大于计划数6/],
  ['a value that is not what was done', [figure('绿化', '5', '次', { planned: 6, done: 6 })], /与完成数6不一致/],
  ['a rate over the whole', [figure('物业费收缴率', '100.1', '%')], /超过100%/],
  [
    'parts that do not make the total',
    [figure('停车收入', '3', '万元'), figure('广告收入', '20000', '元'), figure('经营收入合计', '6', '万元')],
    /各项之和不一致/,
  ],
  [
    'fees and revenue in one sum',
    [figure('物业费实收', '3', '万元'), figure('公共收益净额', '2', '万元'), figure('收入合计', '5', '万元')],
    /单独列账/,
  ],
  ['fees and revenue in one line', [figure('物业费及公共收益', '5', '万元')], /单独列账/],
  ['more finished than received', [figure('报修受理', '10', '件'), figure('报修办结', '11', '件')], /11大于/],
  [
    'a rate its own numbers deny',
    [figure('报修受理', '10', '件'), figure('报修办结', '9', '件'), figure('报修办结率', '98', '%')],
    /90\.0%不一致/,
  ],
  ['an unknown unit', [figure('绿化', '6', '趟')], /没有见过单位「趟」/],
  ['words for a number', [figure('绿化', '若干', '次')], /不是数字/],
  [
    'net that is not gross less cost',
    [figure('公共收益总额', '10', '万元'), figure('公共收益合理成本', '2', '万元'), figure('公共收益净额', '9', '万元')],
    /应为8\.00万元/,
  ],
])('%s is refused', (_, figures, words) => {
  const found = problems(...figures)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(words)
})

it.each<[string, Figure[]]>([
  ['done more than planned, with the reason', [figure('绿化', '8', '次', { planned: 6, done: 8, note: '雨后补种两次' })]],
  ['a total in other units', [figure('停车收入', '3', '万元'), figure('广告收入', '20000', '元'), figure('经营收入合计', '5', '万元')]],
  ['nothing on record', [figure('维修资金余额', undefined, '万元'), figure('物业费收缴率', undefined, '%')]],
  ['growth over the whole', [figure('报修增长率', '140', '%')]],
])('%s passes', (_, figures) => {
  expect(problems(...figures)).toEqual([])
})

it.each([
  ['29.9', '15', /不足首期应筹额的30%.*16\.20万元/],
  ['29.9', '16.2', undefined],
  ['29.9', undefined, /补充维修资金/],
  ['30', '0', undefined],
])('a fund at %s of 100 with %s of 32.4 put in', (balance, toFund, words) => {
  const said = `公共收益总额（2025年）=38.60万元；公共收益合理成本=6.20万元；公共收益净额=32.40万元；维修资金余额=${balance}万元；首期应筹额=100万元${toFund ? `；转入维修资金=${toFund}万元` : ''}`
  const flaw = revenueFlaw(figuresOfLines(parseLines(said)))
  if (words) expect(flaw).toMatch(words)
  else expect(flaw).toBeUndefined()
})
