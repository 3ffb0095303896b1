import type { PolicyAnswer } from '../compose.ts'
import type { Entry } from '../entry.ts'
import type { Looking } from '../look-up.ts'
import { refuse } from '../refuse.ts'
import { answerClause } from '../replies/clause.ts'
import { answerSeveral, answerTasks } from '../replies/lists.ts'
import type { Hit } from '../search.ts'
import { findNumbered } from './numbered.ts'
import { findUnder, ordinalBeside } from './sections.ts'

/** 第26条分解成了哪几项任务 */
const BROKEN_DOWN = /分解|拆成|细化成|(对应|落到|变成)了?.{0,6}(任务|项)|哪(几|些|\d)项任务/

/** 第16条, 任务50, 基本原则第2条, 第26条分解成哪几项 */
export function lookUpNumbered({ index, asked, reach, composer, inContext, district, todayOn }: Looking): PolicyAnswer | undefined {
  const named = inContext.length && !asked.scope.documents.length ? [] : reach.documents
  const own = index.documents.filter(({ manifest }) => manifest.jurisdiction === district).map(({ manifest }) => manifest.id)
  const found = findNumbered(index, asked, named, inContext.length ? inContext : own)
  if (!found) return undefined
  const [first] = found.entries
  if (!first) return refuse(composer, 'NO_DIRECT_EVIDENCE', found.missing ?? '')
  const gap = index.readGap(asked.scope.topic, first) // a document held is no 办法 that is not
  if (gap) return refuse(composer, gap.reason, gap.reply, [certain(first)])
  const under = findUnder(index, asked.question, named)
  if (under) return answerClause(index, composer, asked, certain(under), [])
  const rows = index.rowsOf.get(first.clause.id) ?? []
  if (rows.length && BROKEN_DOWN.test(asked.question))
    return answerTasks(composer, { what: `${first.clause.place}分解`, rows, clauses: [] }, todayOn)
  if (found.entries.length === 1) return answerClause(index, composer, asked, certain(first), [])
  const isAmbiguous = !reach.isNamed && !inContext.length && new Set(found.entries.map((entry) => entry.document.id)).size > 1
  return answerSeveral(composer, found.entries, isAmbiguous ? 'clarify' : 'answer')
}

/** 下一条, 23呢, 第三个原则呢: what stands beside the clause just cited. */
export function lookUpBeside({ index, asked, composer, context }: Looking): PolicyAnswer | undefined {
  const cited = context?.cited[0]
  const beside = cited && (numberBeside() ?? ordinalBeside(index, asked.question, cited) ?? stepFrom(cited))
  return beside && answerClause(index, composer, asked, certain(beside), [])

  function numberBeside(): Entry | undefined {
    const number = /^(?:那么?|再看)?第?(\d{1,3})[条项]?呢[？?]?$/.exec(asked.question)?.[1]
    return number && cited ? index.byId.get(`${cited.document.id}/${cited.row ? 'task-' : ''}${number}`) : undefined
  }

  function stepFrom(from: Entry): Entry | undefined {
    const step = /下一?(?:条|项|款)/.test(asked.question) ? 1 : /上一(?:条|项|款)/.test(asked.question) ? -1 : 0
    const next = step ? index.entries[from.at + step] : undefined
    return next?.document.id === from.document.id ? next : undefined
  }
}

const certain = (entry: Entry): Hit => ({
  entry,
  score: 1,
  coverage: 1,
  phrase: 1,
  matched: 1,
  missed: [],
  untold: 0,
  weight: 1,
  lead: 1,
  isNamed: true,
})
