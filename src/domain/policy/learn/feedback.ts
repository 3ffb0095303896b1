import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { findQuestion, listQuestions, markHelpful } from '#storage/repositories/policy.ts'
import { queueQuestion } from './queue.ts'

const remembersMinutes = 30

/** Which answer is meant: the one the form stands on, else the last this person got here. */
export type Judged = { chatId: string; questionId?: number; helpful: boolean }

/** Notes whether an answer helped; one that did not goes to the staff, once. @throws DomainError when there is no such answer */
export async function judge(ctx: DomainContext, { chatId, questionId, helpful }: Judged): Promise<void> {
  const question = questionId ? await findQuestion(ctx.tx, questionId) : await lastQuestion(ctx, chatId)
  if (!question || question.chatId !== chatId) throw new DomainError('NO_QUESTION', '没有找到要评价的答复，请先提问。')
  await markHelpful(ctx.tx, question.id, helpful)
  if (!helpful && question.helpful !== false && question.workspaceId)
    await queueQuestion(ctx, question.workspaceId, question.text, 'disliked')
}

async function lastQuestion(ctx: DomainContext, chatId: string) {
  if (ctx.actor.type !== 'person') return undefined
  const who = { channel: ctx.actor.channel, chatId, userId: ctx.actor.userId }
  return (await listQuestions(ctx.tx, who, new Date(ctx.now.getTime() - remembersMinutes * 60_000), 1))[0]
}
