import type { Entry, PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'

const LISTING = /哪些|哪几|有几|几(条|项|个|点|方面|种)|多少(条|项)|都有|包括|内容|列/

/** All clauses under a heading that is named in full: "2020年计划的基本原则有哪些", "三项保障措施". */
export function findSection(index: PolicyIndex, asked: Understanding, documents: string[]): Entry[] | undefined {
  if (!LISTING.test(asked.question)) return undefined
  const heads = index.entries
    .filter((entry) => !entry.row && (!documents.length || documents.includes(entry.document.id)))
    .flatMap((entry) => entry.clause.path.map((head) => ({ key: `${entry.document.id} ${head}`, name: nameOf(index, head) })))
    .filter(({ name }) => name.length >= 4 && asked.topic.includes(name))
  const [longest] = heads.sort((a, b) => b.name.length - a.name.length)
  if (!longest) return undefined
  const rest = index.segment(asked.topic.replace(longest.name, ' '))
  if (rest.some((word) => index.weightOf(word) > 0.5 && !/^[一二三四五六七八九十\d]+[项条个大]/.test(word))) return undefined
  const under = index.entries.filter(
    (entry) => !entry.row && entry.clause.path.some((head) => `${entry.document.id} ${head}` === longest.key),
  )
  return under.length > 1 ? under : undefined
}

const nameOf = (index: PolicyIndex, head: string) => index.fold(head.replace(/^[（(]?[一二三四五六七八九十]+[）)、]/, ''))
