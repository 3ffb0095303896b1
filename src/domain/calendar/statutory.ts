import chineseDays from 'chinese-days'
import { addDays, dateOf } from './dates.ts'

/** 《全国年节及纪念日放假办法》第二条, as revised from 2025-01-01: month and day by the sun. */
const bySun: [month: number, day: number][] = [
  [1, 1],
  [5, 1],
  [5, 2],
  [10, 1],
  [10, 2],
  [10, 3],
]

/**
 * The days everybody has off by law, in any year, with or without a notice: 元旦, 除夕 to 初三, 清明, 劳动节, 端午, 中秋,
 * 国庆. Which days are moved and made up for them only the year's notice says.
 */
export function statutoryDays(year: number): string[] {
  const byMoon = (month: string) => chineseDays.getSolarDateFromLunar(`${year}-${month}`).date
  const spring = byMoon('01-01')
  return [
    ...bySun.map(([month, day]) => dateOf(year, month, day)),
    ...[-1, 0, 1, 2].map((day) => addDays(spring, day)),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    byMoon('05-05'),
    byMoon('08-15'),
  ].toSorted()
}
