import { addDays } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import { questionWeekPost } from '#src/views/queue.ts'
import { listOpenQuestions } from '#storage/repositories/learn.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listQuestionTexts } from '#storage/repositories/policy.ts'
import { counted, withoutPersons } from './rules-text.ts'

export type QuestionWeek = {
  asked: number
  most: { text: string; count: number }[]
  unanswered: { text: string; count: number }[]
  /** answers of staff that end within a month */
  expiring: { id: number; text: string; expiresOn: string }[]
}

const LISTED = 5

/** What was asked most this week and what stayed open, without anybody's name; a week without questions sends nothing. */
export async function sendQuestionWeek(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  const chat = workspaceId ? await leadChat(ctx, workspaceId) : undefined
  if (!workspaceId || !chat) return
  const week = await questionWeek(ctx, workspaceId)
  if (week.asked === 0 && week.unanswered.length === 0 && week.expiring.length === 0) return
  const on = shanghaiDateOf(ctx.now)
  await ctx.send(questionWeekPost(week), { channel: chat.channel, chatId: chat.chatId }, `questions:${workspaceId}:${on}`)
}

async function questionWeek(ctx: DomainContext, workspaceId: string): Promise<QuestionWeek> {
  const today = shanghaiDateOf(ctx.now)
  const texts = (await listQuestionTexts(ctx.tx, workspaceId, instantOf(addDays(today, -7), '00:00'))).map(withoutPersons)
  const waiting = await listOpenQuestions(ctx.tx, workspaceId, ['open', 'proposed'])
  const answered = await listOpenQuestions(ctx.tx, workspaceId, ['answered'])
  return {
    asked: texts.length,
    most: counted(texts).slice(0, LISTED),
    unanswered: waiting.toSorted((a, b) => b.count - a.count).slice(0, LISTED),
    expiring: answered.flatMap(({ id, text, expiresOn }) =>
      expiresOn && expiresOn >= today && expiresOn <= addDays(today, 30) ? [{ id, text, expiresOn }] : [],
    ),
  }
}
