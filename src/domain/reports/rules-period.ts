export type Period = { type: 'month' | 'quarter' | 'year'; from: string; to: string; slug: string }

const quarters = ['一', '二', '三', '四']
const two = (n: number) => String(n).padStart(2, '0')
const lastDay = (year: number, month: number) => `${year}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`

/** 2026年第三季度 → quarter, 2026-07-01 to 2026-09-30, 2026q3; undefined for words that name no period */
export function periodOf(said: string): Period | undefined {
  const [, digits, rest] = /^(\d{4})年(度|第[一二三四]季度|\d{1,2}月)$/.exec(said) ?? []
  if (!digits || !rest) return undefined
  const year = Number(digits)
  if (rest === '度') return { type: 'year', from: `${year}-01-01`, to: `${year}-12-31`, slug: `${year}` }
  if (rest.endsWith('季度')) {
    const quarter = quarters.indexOf(rest[1]!) + 1
    return { type: 'quarter', from: `${year}-${two(quarter * 3 - 2)}-01`, to: lastDay(year, quarter * 3), slug: `${year}q${quarter}` }
  }
  const month = Number(rest.slice(0, -1))
  if (month < 1 || month > 12) return undefined
  return { type: 'month', from: `${year}-${two(month)}-01`, to: lastDay(year, month), slug: `${year}-${two(month)}` }
}

/** sample-garden-2026q3 → 2026年第三季度; undefined for ids that do not end in a period's slug */
export function periodIn(id: string): string | undefined {
  const [, year, quarter, month] = /-(\d{4})(?:q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(id) ?? []
  if (!year) return undefined
  if (quarter) return `${year}年第${quarters[Number(quarter) - 1]}季度`
  return month ? `${year}年${Number(month)}月` : `${year}年度`
}
