import { readChineseNumber } from '../../numerals.ts'
import type { Entry } from '../entry.ts'
import type { PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'

const LISTING =
  /哪些|哪[几两三四五六七八]|有几|几(条|项|个|点|方面|种)|多少(条|项)|都有|包括|内容|列|[两三四五六七八][项条个大][\u4e00-\u9fa5]{2,6}(?:都|分别)?是(什么|啥)/
const COUNTED = /^[一二三四五六七八九十\d]+[项条个大]/
const ORDINAL = /第([一二三四五六七八九十\d]+)(?:大?类|部分|个?方面|大块|章)(?:行动|任务|内容)?/
const SALIENT = 0.5

/** All clauses under a heading that is named in full: "2020年计划的基本原则有哪些", "三项保障措施". */
export function findSection(index: PolicyIndex, asked: Understanding, documents: string[]): Entry[] | undefined {
  if (!LISTING.test(asked.question)) return undefined
  const kinds = kindsOf(index, asked, documents)
  if (kinds) return kinds
  const named = namedSection(index, asked.topic, documents) ?? ordinalSection(index, asked.question, documents)
  if (!named) return undefined
  const rest = index.segment(asked.topic.replace(named.name, ' ').replace(CALLED, ' ').replace(ORDINAL, ' '))
  if (rest.some((word) => index.weightOf(word) > SALIENT && !COUNTED.test(word) && !named.name.includes(word))) return undefined
  const under = index.entries.filter(
    ({ row, document, clause }) => !row && document.id === named.documentId && clause.path.includes(named.head),
  )
  return under.length > 1 ? under : undefined
}

/** 哪几种模式; 模式分成哪几类 */
const KIND_AFTER = /(?:哪|有|几)(?:几|[两三四五六七八\d])?[种类个]([\u4e00-\u9fa5]{2,4}?)(?=[？?，。]|$)/
const KIND_BEFORE = /([\u4e00-\u9fa5]{2})(?:有|分成?|分为)?(?:了|哪)*几[种类]/

/** 分成哪几种模式: headings of one document that are all called so, each by its first clause. */
function kindsOf(index: PolicyIndex, { question, topic }: Understanding, documents: string[]): Entry[] | undefined {
  const name = KIND_AFTER.exec(question)?.[1] ?? KIND_BEFORE.exec(question)?.[1]
  if (!name) return undefined
  const isMeant = (documentId: string) => (documents.length ? documents.includes(documentId) : topic.includes('物业管理'))
  const heads = index.sections.filter((section) => isMeant(section.documentId) && section.name.endsWith(name))
  const called = index.entries.filter(
    (entry, at) =>
      !entry.row &&
      isMeant(entry.document.id) &&
      (heads.some(({ head }) => isFirstUnder(index, at, head)) ||
        (entry.title.endsWith(name) && !heads.some(({ head }) => entry.clause.path.includes(head)))),
  )
  return called.length > 1 && new Set(called.map((entry) => entry.document.id)).size === 1 ? called : undefined
}

const isFirstUnder = ({ entries }: PolicyIndex, at: number, head: string): boolean => {
  const before = entries[at - 1]
  return entries[at]!.clause.path.includes(head) && !(before?.document === entries[at]!.document && before.clause.path.includes(head))
}

/** 党建引领这一类: a heading called by its first words. */
const CALLED = /(?:这|那)一?(?:大?类|部分|个?方面|块|章|个板块)/

const namedSection = (index: PolicyIndex, topic: string, documents: string[]) =>
  index.sections
    .filter(({ documentId, name }) => isCalled(name, topic) && (!documents.length || documents.includes(documentId)))
    .sort((a, b) => b.name.length - a.name.length)[0]

const isCalled = (name: string, topic: string) =>
  name.length >= 4 && (topic.includes(name) || (CALLED.test(topic) && topic.includes(name.slice(0, 4))))

/** 第二类行动, 第三部分任务: the nth heading right above numbered items of the one document named. */
function ordinalSection(index: PolicyIndex, question: string, documents: string[]) {
  const number = ordinalIn(question)
  if (!number || documents.length !== 1) return undefined
  const head = headsOf(index, documents[0]!)[number - 1]
  return index.sections.find((section) => section.documentId === documents[0] && section.head === head)
}

/** 基本原则第2条: the second clause under a heading named by its last words. */
export function findUnder(index: PolicyIndex, question: string, documents: string[]): Entry | undefined {
  const [, called, number] = /([\u4e00-\u9fa5]{4})(?:里|中|的|部分)*第(\d+)[条项点个]/.exec(question) ?? []
  const section =
    called && index.sections.find(({ documentId, name }) => name.endsWith(called) && (!documents.length || documents.includes(documentId)))
  if (!section) return undefined
  const under = index.entries.filter(
    ({ row, document, clause }) => !row && document.id === section.documentId && clause.path.at(-1) === section.head,
  )
  return under[Number(number) - 1]
}

/** 第三个原则呢, after one of them: the third under the same heading. */
export function ordinalBeside({ entries }: PolicyIndex, question: string, cited: Entry): Entry | undefined {
  const [, numeral = '', called] = /第([一二三四五六七八九十\d]+)[个点]([\u4e00-\u9fa5]{0,4}?)呢?[？?]?$/.exec(question) ?? []
  const number = /^\d+$/.test(numeral) ? Number(numeral) : readChineseNumber(numeral)
  const head = cited.clause.path.at(-1)
  if (!number || !head || (called && !head.includes(called))) return undefined
  return entries.filter((one) => !one.row && one.document === cited.document && one.clause.path.at(-1) === head)[number - 1]
}

/** What is to be said of a heading the one document named does not have: 第5类行动 of four. */
export function missingSection(index: PolicyIndex, question: string, documents: string[]): string | undefined {
  const number = ordinalIn(question)
  const document = documents.length === 1 && index.documents.find(({ manifest }) => manifest.id === documents[0])?.manifest
  const count = document ? headsOf(index, document.id).length : 0
  return number && document && number > count ? `没有第${number}类：《${document.shortTitle}》共${count}类。` : undefined
}

function ordinalIn(question: string): number | undefined {
  const digits = ORDINAL.exec(question)?.[1]
  return digits ? (/^\d+$/.test(digits) ? Number(digits) : readChineseNumber(digits)) : undefined
}

const headsOf = (index: PolicyIndex, documentId: string): string[] => [
  ...new Set(
    index.entries
      .filter((entry) => !entry.row && entry.document.id === documentId && entry.clause.path.length > 1)
      .map((entry) => entry.clause.path.at(-1)!),
  ),
]
