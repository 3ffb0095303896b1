import type { Composer, PolicyAnswer } from './compose.ts'
import type { Context } from './followup.ts'
import type { PolicyIndex } from './index.ts'
import { lookUpDocument } from './lookups/by-document.ts'
import { lookUpBeside, lookUpNumbered } from './lookups/by-number.ts'
import { findDocument } from './lookups/documents.ts'
import { findMentions } from './lookups/mentions.ts'
import { findNumbered } from './lookups/numbered.ts'
import { findSection, missingSection } from './lookups/sections.ts'
import { lookUpSideBySide } from './lookups/side-by-side.ts'
import { findTasks } from './lookups/tasks.ts'
import type { Reach } from './reach.ts'
import { refuse } from './refuse.ts'
import { answerSection, answerSeveral, answerTasks } from './replies/lists.ts'
import type { Understanding } from './understand.ts'

/** A question on its way through the look-ups; `inContext` are the documents of what was cited before. */
export type Looking = {
  index: PolicyIndex
  asked: Understanding
  reach: Reach
  composer: Composer
  context: Context | undefined
  inContext: string[]
  todayOn: string
  district: string | undefined
}

/** What can be answered without searching: numbers of clauses, documents, lists of tasks, two things side by side. */
export function lookUp(of: Omit<Looking, 'inContext'>): PolicyAnswer | undefined {
  const inContext = [...new Set((of.context?.cited ?? []).map((entry) => entry.document.id))]
  const looking = { ...of, inContext }
  const isOfTwo = of.asked.intents.has('compare') && of.reach.documents.length >= 2
  return (
    lookUpNumbered(looking) ??
    lookUpBeside(looking) ??
    (isOfTwo ? lookUpSideBySide(looking) : undefined) ??
    lookUpTasks(looking) ??
    lookUpMentions(looking) ??
    lookUpDocument(looking) ??
    lookUpSection(looking) ??
    lookUpSideBySide(looking)
  )
}

/** A question that a look-up answers without any context: tasks by unit or date, documents named and compared. */
export function isComplete(index: PolicyIndex, asked: Understanding): boolean {
  const { documents } = asked.scope
  if (findTasks(index, asked, documents)) return true
  if (asked.intents.has('compare')) return documents.length >= 2
  return documents.length > 0 && (findNumbered(index, asked, documents, []) ?? findDocument(index, asked, documents)) !== undefined
}

function lookUpTasks({ index, asked, reach, composer, todayOn }: Looking): PolicyAnswer | undefined {
  const tasks = findTasks(index, asked, reach.documents)
  return tasks && !index.readGap(asked.question, tasks.rows[0]) ? answerTasks(composer, tasks, todayOn) : undefined
}

function lookUpMentions({ index, asked, reach, composer }: Looking): PolicyAnswer | undefined {
  const entries = findMentions(index, asked, reach.documents)
  return entries && answerSeveral(composer, entries, 'answer')
}

function lookUpSection({ index, asked, reach, composer }: Looking): PolicyAnswer | undefined {
  const missing = missingSection(index, asked.question, reach.documents)
  if (missing) return refuse(composer, 'NO_DIRECT_EVIDENCE', missing)
  const entries = findSection(index, asked, reach.documents)
  return entries && !index.readGap(asked.question, entries[0]) ? answerSection(composer, entries) : undefined
}
