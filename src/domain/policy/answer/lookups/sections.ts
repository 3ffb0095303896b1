import type { Entry, PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'

const LISTING = /哪些|哪几|有几|几(条|项|个|点|方面|种)|多少(条|项)|都有|包括|内容|列/
const COUNTED = /^[一二三四五六七八九十\d]+[项条个大]/
const SALIENT = 0.5

/** All clauses under a heading that is named in full: "2020年计划的基本原则有哪些", "三项保障措施". */
export function findSection(index: PolicyIndex, asked: Understanding, documents: string[]): Entry[] | undefined {
  if (!LISTING.test(asked.question)) return undefined
  const [named] = index.sections
    .filter(
      ({ documentId, name }) => name.length >= 4 && asked.topic.includes(name) && (!documents.length || documents.includes(documentId)),
    )
    .sort((a, b) => b.name.length - a.name.length)
  if (!named) return undefined
  const rest = index.segment(asked.topic.replace(named.name, ' '))
  if (rest.some((word) => index.weightOf(word) > SALIENT && !COUNTED.test(word))) return undefined
  const under = index.entries.filter(
    ({ row, document, clause }) => !row && document.id === named.documentId && clause.path.includes(named.head),
  )
  return under.length > 1 ? under : undefined
}
