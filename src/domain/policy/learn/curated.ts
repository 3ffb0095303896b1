import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listOpenQuestions, type OpenQuestion } from '#storage/repositories/learn.ts'
import type { PolicyAnswer } from '../answer/compose.ts'
import { mostAlike } from './rules-text.ts'

/** How like a curated question must be: to fill a silence, and to stand before what the documents gave. */
const FILLS = 0.7
const PRECEDES = 0.9

/** What staff have answered to this question before, while it counts; cited by author and day. */
export async function curatedAnswer(
  ctx: DomainContext,
  workspaceId: string,
  question: string,
  given: PolicyAnswer,
): Promise<PolicyAnswer | undefined> {
  if (given.reason === 'PERSONAL_DATA') return undefined
  const today = shanghaiDateOf(ctx.now)
  const valid = (await listOpenQuestions(ctx.tx, workspaceId, ['answered'])).filter(({ expiresOn }) => expiresOn! >= today)
  const found = mostAlike(question, valid, given.refused ? FILLS : PRECEDES)
  return found && answerOf(found)
}

function answerOf({ id, answer, author, approvedOn, expiresOn }: OpenQuestion): PolicyAnswer {
  const source = `专班答复·${author}·${approvedOn}核定，有效至${expiresOn}`
  const citation = { clause: `curated/${id}`, title: '专班答复', place: author!, status: `${approvedOn}核定` }
  const lines = { summary: answer!, quotes: [{ text: '', source }], remarks: [], related: [] }
  return { tier: 'answer', refused: false, text: `${answer}\n——${source}`, citations: [citation], lines }
}
