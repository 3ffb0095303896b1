import { readChineseNumber } from '../numerals.ts'

/** Digits, Latin letters and per cent signs to half width; the rest of the text keeps its punctuation. */
export const foldWidth = (text: string) =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ％．＋－]/g, (character) => character.normalize('NFKC')).replace(/[\u200b\ufeff]/g, '')

/** One spelling for each thing, longest variants first. */
export function createFolder(pairs: [string, string][]): (text: string) => string {
  const target = new Map([...pairs.map(([, term]): [string, string] => [term, term]), ...pairs])
  const variants = [...target.keys()].sort((a, b) => b.length - a.length)
  if (!variants.length) return (text) => text
  const pattern = new RegExp(variants.map(escapeRegExp).join('|'), 'g')
  return (text) => text.replace(pattern, (variant) => target.get(variant)!)
}

export const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One character for each of several, e.g. simplified for traditional ones. @param pairs from and to, side by side */
export function createCharacterFolder(pairs: string): (text: string) => string {
  const target = new Map((pairs.match(/../gu) ?? []).map((pair) => [...pair] as [string, string]))
  const pattern = new RegExp(`[${[...target.keys()].map(escapeRegExp).join('')}]`, 'gu')
  return (text) => text.replace(pattern, (character) => target.get(character)!)
}

/** The question without what a chat adds: mentions, emoji, links, repeated marks. */
export const stripChat = (text: string) =>
  text
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[@＠][^\s,，。:：]{1,16}[\s:：,，]+/gu, ' ')
    .replace(/^[@＠]\S{1,10}$/u, ' ')
    .replace(/[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\ufe0f\u200d]/gu, '')
    .replace(/\[[\u4e00-\u9fa5]{1,4}\]/g, '')
    .replace(/([!！?？。~～…])\1+/g, '$1')
    .trim()

const NUMBER = '[零一二三四五六七八九十百千两〇]+'

/** Chinese numerals to digits where a number is meant: 第十六条, 一千八百个, 百分之九十, 二〇二七年; 一率四度 stays. */
export function foldNumbers(text: string): string {
  return text
    .replace(/[二2][〇零0][一二三四五六七八九〇零\d]{2}(?=年|版|[-—~至到])/g, (year) => [...year].map(digitOf).join(''))
    .replace(
      new RegExp(`(第)(${NUMBER})(?=[条项号款行点])`, 'g'),
      (_, before: string, number: string) => before + readChineseNumber(number),
    )
    .replace(
      new RegExp(`(序号|任务)(${NUMBER})(?![年类大个级次批期共样起定些直般切])`, 'g'),
      (_, before: string, number: string) => before + readChineseNumber(number),
    )
    .replace(new RegExp(`百分之(${NUMBER})`, 'g'), (_, number: string) => `${readChineseNumber(number)}%`)
    .replace(new RegExp(`(${NUMBER})(?=个|台|次|家|场|月|号|人|户|处)`, 'g'), (number: string) => {
      const value = readChineseNumber(number)
      return value !== undefined && value >= 10 ? String(value) : number
    })
    .replace(/(?<![\d.])(2[0-9])([到至~—-]+)(2[0-9])年/g, '20$1$220$3年')
    .replace(/(?<![\d.])(2[0-9])年(?=[底末初内前度]|\d|版|的|那|这|要|和|到|计划|呢)/g, '20$1年')
}

const digitOf = (character: string) =>
  /\d/.test(character) ? character : String('零一二三四五六七八九'.indexOf(character === '〇' ? '零' : character))

/** 今年, 明年, 去年 as years; `todayOn` is 'YYYY-MM-DD'. */
export function foldRelativeYears(text: string, todayOn: string): string {
  const year = Number(todayOn.slice(0, 4))
  const shifts: [RegExp, number][] = [
    [/大前年/g, -3],
    [/前年/g, -2],
    [/去年|上一年度/g, -1],
    [/今年|本年度?/g, 0],
    [/明年/g, 1],
    [/后年/g, 2],
  ]
  return shifts.reduce((folded, [pattern, shift]) => folded.replace(pattern, `${year + shift}年`), text)
}
