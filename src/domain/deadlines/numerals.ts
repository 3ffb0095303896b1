const DIGITS: Record<string, number> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }

/** What a numeral looks like in running text, Arabic or Chinese. */
export const NUMERAL = '(?:\\d+|[零〇一二两三四五六七八九十百千]+)'

/** '30' → 30, '二十五' → 25, '二〇二五' → 2025, '两' → 2, '元' → 1 (元月); NaN for anything else. */
export function numeral(text: string): number {
  if (text.charCodeAt(0) < 58) return Number(text)
  if (text === '元') return 1
  let total = 0
  let digit = 0
  let scaled = false
  for (const c of text) {
    const scale = SCALES[c]
    if (scale) {
      total += (digit || 1) * scale
      digit = 0
      scaled = true
    } else {
      const value = DIGITS[c]
      if (value === undefined) return Number.NaN
      digit = scaled ? value : digit * 10 + value
    }
  }
  return total + digit
}
