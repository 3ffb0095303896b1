import type { Entry, PolicyIndex } from './index.ts'
import { rank } from './rank.ts'
import type { Hit } from './search.ts'
import type { Understanding } from './understand.ts'

const TELLING = 0.3

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
    return documents.flatMap((id) => {
      const only = (entry: Entry) => (entry.document.id === id && !entry.row ? 0 : undefined)
      const hits = rank(index, asked, only, (entry) => (family.has(entry.clause.id) ? 0.5 : 0))
      return hits.slice(0, 1)
    })
  }
  return subjectsOf(asked)
    .map((topic) => rank(index, { ...asked, topic, words: index.segment(topic) }, prior)[0])
    .filter((hit) => hit !== undefined)
    .filter((hit) => hit.coverage >= TELLING)
}

/** The two things set side by side by 和, 跟, 与. */
function subjectsOf({ topic }: Understanding): string[] {
  const found = /^(.*?)(?:和|跟|与|同|及|、)(.*)$/.exec(topic)
  return found && found[1]!.length >= 2 && found[2]!.length >= 2 ? [found[1]!, found[2]!] : []
}
