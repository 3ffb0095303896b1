import { DomainError } from '#src/errors.ts'
import type { Figure, ReportSection } from './report.ts'

/** One figure as somebody gave it; `at` is its place counted through all sections, where a form knows it. */
export type Fill = { label?: string; at?: number; said: string }

/** 报修受理=236；消防巡查＝14次（加巡一次） → fills */
export function parseFills(said: string): Fill[] {
  return said
    .split(/[；;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, label, value] = /^([^=＝：]+)[=＝：](.*)$/.exec(part) ?? []
      if (!label) throw new DomainError('WRONG_FILL', `「${part}」看不明白，请写「指标=数值」，如「报修受理=236」。`)
      return { label: label.trim(), said: value!.trim() }
    })
}

/** @throws DomainError for a figure the report does not have, two that share the name, a value that is no number, another unit */
export function filled(sections: ReportSection[], fills: Fill[]): ReportSection[] {
  if (fills.length === 0) throw new DomainError('NO_FILLS', '请至少填写一项，如「报修受理=236」。')
  const places = sections.flatMap(({ figures }) => figures)
  const given = new Map(fills.map((fill) => [placeOf(places, fill), fill.said]))
  let at = 0
  return sections.map((section) => ({
    ...section,
    figures: section.figures.map((figure) => {
      const said = given.get(at++)
      return said === undefined ? figure : withValue(figure, said)
    }),
  }))
}

function placeOf(figures: Figure[], { label, at }: Fill): number {
  if (at !== undefined && at < figures.length) return at
  const found = figures.flatMap((figure, place) => (figure.label === label ? [place] : []))
  if (found.length === 1) return found[0]!
  throw new DomainError(
    'NO_FIGURE',
    found.length === 0 ? `报告中没有指标「${label}」，请照报告上的名称写。` : `报告中有${found.length}个「${label}」，请在卡片上填写。`,
  )
}

const statuses = ['自报', '已核', '争议'] as const

function withValue(figure: Figure, said: string): Figure {
  const { value: _, done: __, note, ...rest } = figure
  if (said === '' || said === '未提供') return { ...rest, ...(note ? { note } : {}) }
  const [, number, unit, told] =
    /^(-?\d+(?:\.\d+)?)\s*([^（(]*)(?:[（(](.*)[）)])?$/.exec(said.normalize('NFKC').replace(/,(?=\d{3})/g, '')) ?? []
  if (number === undefined) throw new DomainError('WRONG_VALUE', `「${figure.label}」应为数字，没有数据的写「未提供」。`)
  const given = unit!.trim().normalize('NFKC')
  if (given && given !== figure.unit.normalize('NFKC'))
    throw new DomainError('WRONG_UNIT', `「${figure.label}」的单位是${figure.unit}，不是${given}。`)
  const known = statuses.find((one) => one === told)
  const status = known ?? figure.status
  const why = told && !known ? told : note
  return {
    ...rest,
    value: number,
    status,
    ...(figure.planned === undefined ? {} : { done: Number(number) }),
    ...(why ? { note: why } : {}),
  }
}
