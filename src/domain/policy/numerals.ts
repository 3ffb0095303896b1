/** Chinese numerals up to 99,999,999 (一百零三, 两千, 二〇二七); undefined when the word is no number. */
export function readChineseNumber(word: string): number | undefined {
  if (/^[零一二三四五六七八九〇]{2,}$/.test(word)) return Number(Array.from(word, (digit) => DIGITS.indexOf(digit) % 10).join(''))
  let total = 0
  let section = 0
  let digit = -1
  for (const character of word) {
    const value = DIGITS.indexOf(character)
    const unit = UNITS[character]
    if (value >= 0) digit = value % 10
    else if (character === '两') digit = 2
    else if (character === '万') {
      total = (section + Math.max(digit, 0)) * 10_000
      section = 0
      digit = -1
    } else if (unit) {
      section += (digit < 0 ? 1 : digit) * unit
      digit = -1
    } else return undefined
  }
  return word ? total + section + Math.max(digit, 0) : undefined
}

/** 〇 stands tenth, so that its place modulo ten is its value. */
const DIGITS = '零一二三四五六七八九〇'
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** 1-99 as 一 … 九十九 */
export function writeChineseNumber(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens > 1 ? DIGITS[tens] : ''}${tens ? '十' : ''}${ones ? DIGITS[ones] : ''}`
}
