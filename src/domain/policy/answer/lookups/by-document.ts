import type { PolicyAnswer } from '../compose.ts'
import type { Looking } from '../look-up.ts'
import { refuse } from '../refuse.ts'
import { answerDocument } from '../replies/lists.ts'
import { describeDocument, drafterIn, findDocument, isUntold, openingOf, pendingIn } from './documents.ts'

/** What is asked about is a paper at all, and not whether something else is 定下来 or 算数. */
const PAPER = /方案|计划|文件|意见|政策|通知|说明|稿/

/** 谁编的, 哪个部门起草的 */
const DRAWN_UP = /(谁|部门|单位)(牵头)?(编|起草|拟|写)/

/** A document itself: whether it is in force, who drew it up, how many clauses it has. */
export function lookUpDocument({ index, asked, reach, composer, inContext, todayOn }: Looking): PolicyAnswer | undefined {
  const home = index.documents.find((one) => one.manifest.level === 'district')?.manifest.id
  const meant = reach.isNamed ? reach.documents : inContext.length ? inContext : home && PAPER.test(asked.question) ? [home] : []
  const document = findDocument(index, asked, meant)
  if (!document) return undefined
  const description = describeDocument(index, document, asked, todayOn)
  const drafter = DRAWN_UP.test(asked.question) ? drafterIn(index, document) : undefined
  if (drafter) return answerDocument(composer, drafter.entry, `由${drafter.unit}牵头编制；${description}`)
  if (isUntold(document, asked)) return refuse(composer, 'NO_DIRECT_EVIDENCE', `${description}。`)
  const pending = asked.intents.has('validity') ? pendingIn(index, document) : undefined
  if (pending) return answerDocument(composer, pending.entry, `${description}；文本写的是“${pending.sentence}”`)
  return answerDocument(composer, openingOf(index, document), description)
}
