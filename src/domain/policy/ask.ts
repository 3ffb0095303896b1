import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { insertQuestion, listQuestions } from '#storage/repositories/policy.ts'
import { answerQuestion } from './answer/answer.ts'
import type { PolicyAnswer } from './answer/compose.ts'
import type { Turn } from './answer/followup.ts'

export type Asked = { question: string; audience: 'owner' | 'member'; chatId: string; district?: string }

/** How long 那石景山呢 still refers to what was said before. */
const remembersMinutes = 10

/** Answers from the documents, with what this person asked just before in this chat, and keeps the question. */
export async function askPolicy(ctx: DomainContext, asked: Asked): Promise<PolicyAnswer> {
  if (ctx.actor.type !== 'person') throw new Error('only people ask')
  const { question, audience, chatId, district } = asked
  const who = { channel: ctx.actor.channel, chatId, userId: ctx.actor.userId }
  const index = await ctx.policy(ctx.tx)
  const before = await listQuestions(ctx.tx, who, new Date(ctx.now.getTime() - remembersMinutes * 60_000), 3)
  const history = before.flatMap((row): Turn[] => [
    { role: 'user', text: row.text },
    { role: 'bot', clauses: row.clauses },
  ])
  const started = performance.now()
  const answer = answerQuestion(index, { question, audience, history, todayOn: shanghaiDateOf(ctx.now), ...(district ? { district } : {}) })
  await insertQuestion(ctx.tx, {
    ...who,
    text: question,
    tier: answer.tier,
    reason: answer.reason ?? null,
    clauses: answer.citations.map((citation) => citation.clause),
    latencyMs: performance.now() - started,
    at: ctx.now,
  })
  return answer
}
