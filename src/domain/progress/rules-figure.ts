import { NUMERAL, numeral } from '#src/domain/deadlines/numerals.ts'

/** `sure` is false where the words leave room: 七八成, 大半, two figures that contradict each other. */
export type Figure = { percent: number; sure: boolean }

type Found = Figure & { at: number; end: number }

const NUMBER = `(?:\\d+(?:\\.\\d+)?|${NUMERAL})`
const COUNTER = '(?:个|家|台|处|项|户|栋|件|场次?|次|条|套|座|部|人|所)'
const value = (text: string): number => (/^[\d.]+$/.test(text) ? Number(text) : numeral(text))

const patterns: [RegExp, (match: RegExpMatchArray) => Figure | undefined][] = [
  [/百分之?百/g, () => ({ percent: 100, sure: true })],
  [new RegExp(`百分之(${NUMBER})`, 'g'), (m) => ({ percent: value(m[1]!), sure: true })],
  [/(\d{1,5}(?:\.\d+)?)\s*(?:[%％]|个百分点)/g, (m) => ({ percent: Number(m[1]), sure: true })],
  [new RegExp(`(${NUMBER})分之(${NUMBER})`, 'g'), (m) => ratio(value(m[2]!), value(m[1]!))],
  [/([一二三四五六七八九])([一二三四五六七八九])成/g, (m) => ({ percent: numeral(m[1]!) * 10, sure: false })],
  [/([一二三四五六七八九十\d])成(半)?(?![立为效果功员本就绩])/g, (m) => ({ percent: value(m[1]!) * 10 + (m[2] ? 5 : 0), sure: true })],
  [/(?:过|超过?|一?大)半|半数以上|多半/g, () => ({ percent: 50, sure: false })],
  [/一半|半数/g, () => ({ percent: 50, sure: true })],
  [
    new RegExp(
      `(?:共|总|全部|一共|合计|应|需要?|计划)[计有]?\\s*(${NUMBER})\\s*${COUNTER}[^。；]*?(?:完成|办|改|落实|引入|开展|验收)[了好]?\\s*(${NUMBER})\\s*${COUNTER}`,
      'g',
    ),
    (m) => ratio(value(m[2]!), value(m[1]!)),
  ],
  [
    new RegExp(
      `(?:完成|办|改|落实|引入|开展|验收)[了好]?\\s*(${NUMBER})\\s*${COUNTER}[^。；]*?(?:共|总[计数共]?|一共|合计)[计有]?\\s*(${NUMBER})\\s*${COUNTER}`,
      'g',
    ),
    (m) => ratio(value(m[1]!), value(m[2]!)),
  ],
  [
    new RegExp(`(${NUMBER})\\s*${COUNTER}[^，。；\\d]{0,8}[中里]?(?:已|，已)?(?:完成|落实|引入|验收)了?\\s*(${NUMBER})\\s*${COUNTER}`, 'g'),
    (m) => ratio(value(m[2]!), value(m[1]!)),
  ],
  [/(?<![\d/])(\d{1,4})\s*[/／]\s*(\d{1,4})(?![\d/月])/g, (m) => ratio(Number(m[1]), Number(m[2]))],
]

const ratio = (part: number, whole: number): Figure | undefined =>
  whole > 0 && part <= whole ? { percent: Math.floor((100 * part) / whole + 0.5), sure: true } : undefined

/** words before a figure that make it what is left, and what is only meant */
const left = /(?:剩余?下?|还差|差|余下?|尚余|还有|未完成|缺口)(?:约|大约|大概)?$/
const meant =
  /(?:目标|计划|预计|力争|争取|要求|应达|确保|将|底前?|之前|完成后|要)[^，。；\d]{0,6}(?:达到?|完成|实现|到|为|是)?(?:约|大约)?$/
const raised = /(?:到|至|→|->|—>)\s*(?:了|约|大约)?$/
const lowered = /(?:从|由)(?:原来的?|上次的?|上周的?)?\s*$/

/** How far the words say things are, in percent; undefined when they give no figure. May be over 100: that is for the caller to refuse. */
export function readFigure(text: string): Figure | undefined {
  const found: Found[] = []
  for (const [pattern, read] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index
      const end = at + match[0].length
      const figure = found.some((other) => at < other.end && end > other.at) ? undefined : read(match)
      const open = short.test(text.slice(0, at)) || beyond.test(text.slice(end))
      if (figure) found.push({ ...figure, sure: figure.sure && !open, at, end })
    }
  }
  const all = found.toSorted((a, b) => a.at - b.at).flatMap((figure) => standing(figure, text.slice(0, figure.at)))
  // A percentage is said of the whole; a half or three of ten beside it are of some part.
  const percentages = all.filter(({ at, end }) => /[%％]|百分/.test(text.slice(at, end)))
  const said = percentages.length > 0 ? percentages : all
  const [first] = said
  if (!first) return undefined
  const last = said.findLast((figure) => raised.test(text.slice(0, figure.at))) ?? first
  const agree = said.every((figure) => figure.percent === last.percent) || last !== first
  return { percent: Math.round(last.percent), sure: last.sure && agree }
}

/** words that leave a figure open: 不到一半, 80%以上 */
const short = /(?:不到|不足|未到|没到|超过?|过)(?:约|大约)?$/
const beyond = /^(?:以上|以下|多|出头|上下)/

/** What a figure says of today: what is left counts from the end, what is planned and what was before say nothing. */
function standing(figure: Found, before: string): Found[] {
  if (lowered.test(before)) return []
  if (left.test(before)) return [{ ...figure, percent: 100 - figure.percent }]
  return meant.test(before) ? [] : [figure]
}
