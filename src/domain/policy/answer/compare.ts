import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
import { rank } from './rank.ts'
import { type Hit, holdsNumber } from './search.ts'
import type { Understanding } from './understand.ts'

/** Below this share of the topic a clause is silent on it. */
export const TELLING = 0.3

/** Things set side by side stand in one document, if it speaks of both. */
const SAME_DOCUMENT = 0.4

/** One clause per document named ("市里和海淀…有啥不同"), or per subject of one document ("组建率和覆盖率…一样吗"). */
export function findCompared(
  index: PolicyIndex,
  asked: Understanding,
  documents: string[],
  prior: (entry: Entry) => number | undefined,
): Hit[] {
  if (documents.length >= 2) {
    const [best] = rank(index, asked, prior)
    if (!best) return []
    const family = new Set([best.entry.clause.id, best.entry.row?.clause ?? ''].flatMap((id) => index.twinsOf.get(id) ?? []))
    const hits = documents.flatMap((id) => {
      const only = (entry: Entry) => (entry.document.id === id && !entry.row ? 0 : undefined)
      const [hit] = rank(index, asked, only, (entry) => (family.has(entry.clause.id) ? 0.5 : 0))
      return hit && (hit.coverage >= TELLING || family.has(hit.entry.clause.id)) ? [hit] : []
    })
    return hits.sort((a, b) => Number(b.coverage >= TELLING) - Number(a.coverage >= TELLING))
  }
  const subjects = subjectsOf(asked)
  if (subjects.some((topic) => !index.segment(topic.replace(/20\d\d年?/g, ' ')).length)) return []
  const found = (topic: string, boost?: (entry: Entry) => number) =>
    rank(index, { ...asked, topic, words: index.segment(topic) }, prior, boost)[0]
  const surest = subjects.map((topic) => found(topic)).reduce((a, b) => ((b?.score ?? 0) > (a?.score ?? 0) ? b : a), undefined)
  return subjects
    .map((topic) => found(topic, ({ document }) => (document === surest?.entry.document ? SAME_DOCUMENT : 0)))
    .filter((hit) => hit !== undefined)
    .filter((hit) => hit.coverage >= TELLING)
}

/** 一会儿说1800个一会儿说477个: for each number the clause that has it and speaks of the subject, each of another document. */
export function findHolders(index: PolicyIndex, asked: Understanding, prior: (entry: Entry) => number | undefined): Entry[] {
  const large = asked.numbers.filter((number) => number.length >= 3)
  if (large.length < 2) return []
  const hits = rank(index, asked, prior).filter((hit) => hit.coverage >= TELLING)
  const holders = large.map((number) => hits.find(({ entry }) => !entry.row && holdsNumber(entry.text, number))?.entry)
  const found = holders.filter((entry) => entry !== undefined)
  return new Set(found.map((entry) => entry.document.id)).size > 1 ? found : []
}

/** The two things set side by side 和, 跟, 与; what is asked of both stands behind a comma: A和B，收费分别怎么定. */
function subjectsOf({ topic }: Understanding): string[] {
  const [, things = '', of = ''] = /^(.*)[，,]([^，,]*分别.*)$/.exec(topic) ?? []
  const found = /^(.*?)(?:还是|和|跟|与|同|及|、)(.*)$/.exec(things || topic)
  return found && found[1]!.length >= 2 && found[2]!.length >= 2 ? [`${found[1]} ${of}`, `${found[2]} ${of}`] : []
}
