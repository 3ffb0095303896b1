import type { Figure, ReportSection } from './report.ts'
import { amountOf, named } from './rules-amount.ts'
import { revenueFlaw } from './rules-revenue.ts'

export type Flaw = { section: string; label: string; problem: string }

/** Units a figure may be in; what is counted or measured otherwise is asked about rather than published. */
const units = new Set(
  [
    '%',
    '次',
    '件',
    '户',
    '人',
    '人次',
    '部',
    '台',
    '个',
    '处',
    '份',
    '场',
    '套',
    '天',
    '日',
    '月',
    '小时',
    '分钟',
    '元',
    '万元',
    '㎡',
    '平方米',
  ].concat(['万平方米', '元/㎡·月', '元/辆·月', '吨', '度', '千瓦时', '分', '级', '期', '辆', '株', '公斤']),
)

/** A share of something, which cannot exceed the whole. */
const isShare = ({ label, unit }: Figure) =>
  unit === '%' && /(率|占比|比例)$/.test(label.replace(/（.*?）/g, '')) && !/增长率|偏差率|执行率/.test(label)

/** Everything in which a report contradicts itself, in words for whoever prepared it. */
export function flawsIn(sections: ReportSection[]): Flaw[] {
  const flaws = sections.flatMap((section) => [
    ...section.figures.flatMap((figure) =>
      figureFlaws(section, figure).map((problem) => ({ section: section.title, label: figure.label, problem })),
    ),
    ...sumFlaws(section),
    ...pairFlaws(section),
  ])
  const revenue = revenueFlaw(sections.flatMap(({ figures }) => figures))
  return revenue ? [...flaws, { section: '', label: '公共收益', problem: revenue }] : flaws
}

function figureFlaws(section: ReportSection, figure: Figure): string[] {
  const { value, unit, planned, done } = figure
  const problems: string[] = []
  if (!units.has(unit)) problems.push(`没有见过单位「${unit}」，请用次、件、户、%、元、万元等。`)
  if (value !== undefined && !/^-?\d+(\.\d+)?$/.test(value)) problems.push(`数值「${value}」不是数字，没有数据的留空。`)
  if (isShare(figure) && Number(value) > 100) problems.push(`${value}%超过100%。`)
  if (planned !== undefined && done !== undefined && done > planned && !figure.note && !section.note)
    problems.push(`完成数${done}大于计划数${planned}，请在说明中写明原因。`)
  if (value !== undefined && done !== undefined && unit !== '%' && Number(value) !== done)
    problems.push(`数值${value}与完成数${done}不一致。`)
  return problems
}

const kindOf = (unit: string) => (unit === '万元' ? '元' : unit)

/** …合计 is the sum of what stands above it in the same unit; fees and common revenue are never added up. */
function sumFlaws({ title, figures }: ReportSection): Flaw[] {
  const flaws: Flaw[] = []
  let parts: Figure[] = []
  for (const figure of figures) {
    if (!figure.label.endsWith('合计')) {
      parts.push(figure)
      continue
    }
    const same = parts.filter(({ unit, value }) => kindOf(unit) === kindOf(figure.unit) && value !== undefined)
    const sum = same.reduce((total, part) => total + amountOf(part), 0)
    const flaw = (problem: string) => flaws.push({ section: title, label: figure.label, problem })
    if (same.some(({ label }) => /公共收益/.test(label)) && same.some(({ label }) => /物业费/.test(label)))
      flaw('公共收益应单独列账，不得与物业费合计。')
    else if (figure.value !== undefined && same.length > 0 && Math.abs(sum - amountOf(figure)) > 1e-6)
      flaw(`合计${figure.value}${figure.unit}与各项之和不一致。`)
    parts = []
  }
  return flaws
}

export const pairs: [part: RegExp, whole: RegExp, rate?: RegExp][] = [
  [/^报修办结(件?数)?$/, /^报修受理(件?数)?$/, /^报修办结率$/],
  [/^投诉办结(件?数)?$/, /^投诉受理(件?数)?$/, /^投诉办结率$/],
  [/^物业费实收(额|（当期）)?$/, /^物业费应收(额|（当期）)?$/, /^物业费收缴率$/],
  [/^在岗(人)?数$/, /^合同(约定)?(人)?数$/, /^到岗率$/],
]

/** A part is no more than its whole, and a rate is what the two give. */
function pairFlaws({ title, figures }: ReportSection): Flaw[] {
  return pairs.flatMap(([partName, wholeName, rateName]): Flaw[] => {
    const [part, whole, rate] = [named(figures, partName), named(figures, wholeName), rateName && named(figures, rateName)]
    if (!part || !whole) return []
    if (amountOf(part) > amountOf(whole))
      return [{ section: title, label: part.label, problem: `${part.value}大于「${whole.label}」${whole.value}。` }]
    const given = amountOf(whole) === 0 ? undefined : (100 * amountOf(part)) / amountOf(whole)
    if (!rate || given === undefined || Math.abs(given - Number(rate.value)) <= 0.1) return []
    return [
      { section: title, label: rate.label, problem: `${rate.value}%与${part.value}/${whole.value}算得的${given.toFixed(1)}%不一致。` },
    ]
  })
}
