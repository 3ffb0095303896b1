import type { Figure } from './report.ts'

/** In 分 for money, as it stands for all else. */
export function amountOf({ value, unit }: Figure): number {
  const number = Number(value)
  if (unit === '万元') return Math.round(number * 1_000_000)
  return unit === '元' ? Math.round(number * 100) : number
}

/** The first figure with a value whose label, without what stands in brackets, matches. */
export const named = (figures: Figure[], label: RegExp): Figure | undefined =>
  figures.find((figure) => figure.value !== undefined && label.test(figure.label.replace(/（.*?）/g, '').trim()))
