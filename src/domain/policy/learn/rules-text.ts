import { bigrams } from '../bigrams.ts'

const PERSONAL: [RegExp, string][] = [
  [/@\S+\s*/g, ''],
  [/\d{6}(?:18|19|20)\d{9}[\dXx]|(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{7,}(?!\d)/g, '某号码'],
  [/\d+\s*(?:号楼|栋|幢)[\d\s号单元楼层室-]*\d*(?:室|号|户)?|\d+\s*单元\s*\d*(?:室|号|户)?|(?<!\d)\d{3,4}(?:室|号房)/g, '某户'],
  [/[京津冀沪][A-Z][A-Z0-9]{5,6}/g, '某车'],
]

/** A question as it may be kept and shown to staff: without numbers of persons, rooms and cars. */
export const withoutPersons = (question: string): string =>
  PERSONAL.reduce((text, [pattern, instead]) => text.replace(pattern, instead), question)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)

const ASKS_ON = /^那|^.{1,6}呢[?？]?$/

/** 那怎么换 with what it asks on about before it: by itself nobody could answer it, and its answer would fit anything. */
export function wholeQuestion(question: string, earlier: string[]): string {
  const before = ASKS_ON.test(question) && earlier.findLast((text) => !ASKS_ON.test(text))
  return before ? `${before} ${question}` : question
}

const EMPTY = /请问|你好|您好|一下|我想问|想问|麻烦|可不可以|可以|能不能|能|[吗么呢啊呀吧嘛的了]|怎么|什么|多少|哪些|如何/g

/** Likeness of two questions, 0..1; another number or year is another question. */
export function likeness(one: string, other: string): number {
  if (numbersOf(one) !== numbersOf(other)) return 0
  const [a, b] = [bigrams(one.replace(EMPTY, '')), bigrams(other.replace(EMPTY, ''))]
  if (a.size === 0 || b.size === 0) return one === other ? 1 : 0
  let shared = 0
  for (const gram of a) if (b.has(gram)) shared++
  return (2 * shared) / (a.size + b.size)
}

const numbersOf = (text: string) => (text.match(/\d+/g) ?? []).sort().join(',')

/** The most alike of these, if it is alike enough. */
export function mostAlike<T extends { text: string }>(question: string, among: T[], least: number): T | undefined {
  const [best] = among.map((one) => ({ one, share: likeness(question, one.text) })).toSorted((a, b) => b.share - a.share)
  return best && best.share >= least ? best.one : undefined
}

/** Questions that mean the same counted together, most asked first. */
export function counted(questions: string[]): { text: string; count: number }[] {
  const groups: { text: string; count: number }[] = []
  for (const text of questions) {
    const known = mostAlike(text, groups, SAME)
    if (known) known.count++
    else groups.push({ text, count: 1 })
  }
  return groups.toSorted((a, b) => b.count - a.count)
}

/** From here on two questions are one. */
export const SAME = 0.75
