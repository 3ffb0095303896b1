import type { DocumentManifest } from '../document.ts'
import type { DocumentNames } from './lexicon.ts'
import { escapeRegExp } from './normalise.ts'

/** What the question is about besides its topic: place, level, document, years. */
export type Scope = {
  /** documents named or meant, in the order named; empty when none is */
  documents: string[]
  /** a district or city that no document covers */
  elsewhere?: string
  /** a title in 《》 that is neither held nor cited by any document */
  unknownTitle?: string
  /** a title that the documents cite without holding its text */
  citedTitle?: string
  years: number[]
  /** the question without the words that were read here */
  topic: string
}

export type ScopeReader = (question: string) => Scope

type Named = { id: string; at: number }

/** 停车管理办法: a rule called by its name without 《》 */
const RULE = /[\u4e00-\u9fa5]{2}(?:管理办法|实施细则|实施办法|暂行办法|管理规定)/g

/** 京建发〔2026〕88号: a document called by its number */
const NUMBERED = /[\u4e00-\u9fa5]{1,7}[发函字令][〔[(（【]20\d\d[〕\])）】]\d+号/g

/** What is left of it when words before it are taken off: 按照京建发〔2023〕210号 */
const endings = (number: string) => Array.from({ length: number.search(/[〔[(（【]/) - 1 }, (_, from) => number.slice(from))

/** Whether a term takes a place in is asked of the documents, not of the place: 各区政府包不包括亦庄 */
const INCLUDED = /包不?包[括含]|含不?含|算不?算|[包涵]括|在(内|里头)/

/** @param isWritten whether the documents say these words at all */
export function createScopeReader(
  documents: DocumentManifest[],
  names: DocumentNames,
  citedTitles: string[],
  isWritten: (words: string) => boolean,
): ScopeReader {
  const patterns = [
    ...documents.flatMap(({ id, title, shortTitle, jurisdiction }) =>
      [title, shortTitle].map((name) => ({ id, pattern: new RegExp(calledBy(bareTitle(name), jurisdiction), 'g') })),
    ),
    ...names.documents.map(({ id, pattern }) => ({ id, pattern: new RegExp(pattern, 'g') })),
  ]
  // Most questions name no document, and thousands of ways of asking are read when an index is built.
  const anyName = new RegExp(patterns.map(({ pattern }) => `(?:${pattern.source})`).join('|'))
  const covered = new Set(documents.map((document) => document.jurisdiction))
  const uncovered = names.districts.filter((district) => !covered.has(`${district}区`) && !covered.has(district))
  const elsewhere = new RegExp(`(?:${[...names.elsewhere, ...uncovered].join('|')})(?:市|区|省)?`)
  const held = new Set(documents.map((document) => document.id))
  const titles = documents.map((document) => plain(document.title))

  return (question) => {
    const named: Named[] = []
    let topic = question
    let unknownTitle: string | undefined
    let citedTitle: string | undefined
    for (const [whole, title] of question.matchAll(/《([^》]+)》/g)) {
      const document = documents[titles.findIndex((one) => sameTitle(one, plain(title!)))]
      if (document) named.push({ id: document.id, at: question.indexOf(whole) })
      else if (citedTitles.some((one) => sameTitle(one, plain(title!)))) citedTitle = title
      else unknownTitle = title
      if (document) topic = topic.replace(whole, ' ')
    }
    for (const [rule] of topic.matchAll(RULE)) if (!isWritten(rule) && !titles.some((title) => title.includes(rule))) unknownTitle ??= rule
    for (const [number] of topic.matchAll(NUMBERED)) if (!endings(number).some(isWritten)) unknownTitle ??= number
    const place = INCLUDED.test(topic) ? undefined : elsewhere.exec(topic)?.[0]
    const years = [...topic.matchAll(/(?<!\d)((?:19|20)\d{2})(?=年|版|[-—–~～至到]|那|呢)/g)].map((found) => Number(found[1]))
    if (anyName.test(topic)) {
      for (const { id, pattern } of patterns) {
        if (!held.has(id)) continue
        for (const found of topic.matchAll(pattern)) named.push({ id, at: found.index })
      }
      for (const { pattern } of patterns) topic = topic.replace(pattern, ' ')
    }
    for (const [word, district] of names.places) {
      const document = documents.find((one) => one.jurisdiction === district)
      if (document && question.includes(word)) named.push({ id: document.id, at: question.indexOf(word) })
    }
    const ids = [...new Set(named.sort((a, b) => a.at - b.at).map((one) => one.id))]
    return {
      documents: ids,
      elsewhere: place,
      unknownTitle,
      citedTitle,
      years: [...new Set(years)],
      topic: topic.replace(/\s+/g, ' ').trim(),
    }
  }
}

/** The title as it is said without its year and brackets. */
const bareTitle = (title: string) => title.replace(/[（(][^）)]*[）)]$/g, '').replace(/[《》]/g, '')

/** Its title, the place in front left out if one likes: (海淀区)?住宅小区消防设施维护细则 */
const calledBy = (title: string, jurisdiction: string) =>
  title.startsWith(jurisdiction) && title.length - jurisdiction.length >= 8
    ? `(?:${jurisdiction})?${escapeRegExp(title.slice(jurisdiction.length))}`
    : escapeRegExp(title)

const plain = (title: string) => title.replace(/[《》（）()“”\s—–\-年]/g, '')

/** The same title up to its year and a shortened wording: every character in order, most of the longer one. */
function sameTitle(full: string, asked: string): boolean {
  const digits = (text: string): string[] => text.match(/20\d\d/g) ?? []
  if (digits(asked).some((year) => digits(full).length > 0 && !digits(full).includes(year))) return false
  const [short, long] = asked.length < full.length ? [asked, full] : [full, asked]
  let at = -1
  for (const character of short.replace(/20\d\d/g, '')) {
    at = long.indexOf(character, at + 1)
    if (at < 0) return false
  }
  return short.length >= 4
}
