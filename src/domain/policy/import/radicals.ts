/** Radicals that PDF fonts give in place of the characters they look like, where Unicode knows no decomposition. */
const RADICALS: Record<string, string> = Object.fromEntries(
  '⺠民⺟母⺢水⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⼾户⺫目⻑长⻟食'
    .match(/../gu)!
    .map((pair) => [...pair] as [string, string]),
)

/** ⼀、⻅面 → 一、见面 */
export const withoutRadicals = (text: string): string =>
  text.replace(/[\u2e80-\u2fd5]/g, (character) => RADICALS[character] ?? character.normalize('NFKC'))
