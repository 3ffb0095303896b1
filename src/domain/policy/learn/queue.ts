import { recordAudit } from '#src/domain/audit/record.ts'
import { addMonths } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay, may, membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import {
  insertOpenQuestion,
  listOpenQuestions,
  lockOpenQuestion,
  type OpenQuestion,
  updateOpenQuestion,
} from '#storage/repositories/learn.ts'
import { refreshQueueCard } from './card.ts'
import { mostAlike, SAME, withoutPersons } from './rules-text.ts'

/** How long an approved answer counts before somebody must look at it again. */
const monthsValid = 6

/** Puts a question before the staff; one that means the same only counts up. */
export async function queueQuestion(ctx: DomainContext, workspaceId: string, question: string, why: OpenQuestion['why']): Promise<void> {
  const text = withoutPersons(question)
  const known = mostAlike(text, await listOpenQuestions(ctx.tx, workspaceId, ['open', 'proposed']), SAME)
  if (known) await updateOpenQuestion(ctx.tx, known.id, { count: known.count + 1, askedAt: ctx.now })
  else await insertOpenQuestion(ctx.tx, { workspaceId, text, why, askedAt: ctx.now })
  await refreshQueueCard(ctx, workspaceId)
}

/** A member of the task force answers. A lead's answer counts at once, anybody else's waits for a lead. @throws DomainError */
export async function answerOpenQuestion(ctx: DomainContext, workspaceId: string, id: number, answer: string): Promise<OpenQuestion> {
  const memberships = membershipsOf(ctx, workspaceId)
  if (!may(ctx, workspaceId, 'answerQuestion')) throw new DomainError('NOT_MEMBER', '只有名册内的工作人员可以答复，请先申请加入名册。')
  const question = await demandOpen(ctx, workspaceId, id)
  const author = `${memberships[0]?.unit ?? ''}${nameOf(ctx) ?? ''}` || '专班'
  const proposed = { answer, author, state: 'proposed' as const }
  const saved = await updateOpenQuestion(
    ctx.tx,
    question.id,
    may(ctx, workspaceId, 'judgeAnswer') ? { ...proposed, ...approval(ctx) } : proposed,
  )
  return finish(ctx, saved)
}

/** A lead lets a proposed answer count, or sends the question back to the queue. @throws DomainError */
export async function judgeAnswer(ctx: DomainContext, workspaceId: string, id: number, approve: boolean): Promise<OpenQuestion> {
  assertMay(ctx, workspaceId, 'judgeAnswer')
  const question = await demandOpen(ctx, workspaceId, id)
  if (question.state !== 'proposed') throw new DomainError('NO_ANSWER', `第${id}问还没有人答复，请先答复。`)
  const back = { state: 'open' as const, answer: null, author: null }
  return finish(ctx, await updateOpenQuestion(ctx.tx, id, approve ? approval(ctx) : back))
}

/** Takes a question off the queue that needs no answer. @throws DomainError */
export async function dropOpenQuestion(ctx: DomainContext, workspaceId: string, id: number): Promise<OpenQuestion> {
  assertMay(ctx, workspaceId, 'judgeAnswer')
  await demandOpen(ctx, workspaceId, id)
  return finish(ctx, await updateOpenQuestion(ctx.tx, id, { state: 'dropped' }))
}

async function finish(ctx: DomainContext, question: OpenQuestion): Promise<OpenQuestion> {
  await refreshQueueCard(ctx, question.workspaceId)
  await recordAudit(ctx, {
    subject: `question:${question.id}`,
    action: `question.${question.state}`,
    after: { expiresOn: question.expiresOn },
  })
  return question
}

function approval(ctx: DomainContext) {
  const approvedOn = shanghaiDateOf(ctx.now)
  return { state: 'answered' as const, approver: nameOf(ctx) ?? null, approvedOn, expiresOn: addMonths(approvedOn, monthsValid) }
}

const nameOf = ({ actor }: DomainContext) =>
  actor.type === 'person' ? (actor.name ?? actor.memberships.find((member) => member.name)?.name ?? undefined) : undefined

async function demandOpen(ctx: DomainContext, workspaceId: string, id: number): Promise<OpenQuestion> {
  const question = await lockOpenQuestion(ctx.tx, id)
  if (!question || question.workspaceId !== workspaceId) throw new DomainError('NO_QUESTION', `没有编号为${id}的待答问题，请核对。`)
  if (question.state === 'answered' || question.state === 'dropped') throw new DomainError('DECIDED', `第${id}问已处理，无需重复操作。`)
  return question
}

/** What waits for an answer or a lead's approval, oldest first. */
export const listWaiting = (ctx: DomainContext, workspaceId: string): Promise<OpenQuestion[]> =>
  listOpenQuestions(ctx.tx, workspaceId, ['open', 'proposed'])
