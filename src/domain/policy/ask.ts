import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { insertQuestion, listQuestions } from '#storage/repositories/policy.ts'
import { answerQuestion } from './answer/answer.ts'
import type { PolicyAnswer } from './answer/compose.ts'
import type { Turn } from './answer/followup.ts'
import type { Reason } from './answer/lexicon.ts'
import { curatedAnswer } from './learn/curated.ts'
import { queueQuestion } from './learn/queue.ts'
import { wholeQuestion } from './learn/rules-text.ts'
import { replyToUnasked } from './learn/rules-unasked.ts'

export type Asked = { question: string; audience: 'owner' | 'member'; chatId: string; district?: string; workspaceId?: string }

/** How long 那石景山呢 still refers to what was said before. */
const remembersMinutes = 10
const REMEMBERED = 5

/** What is silent or unclear in the documents, and could be answered by staff. */
const OPEN: readonly (Reason | undefined)[] = ['NO_DIRECT_EVIDENCE', 'LEGAL_ADVICE', 'OUT_OF_PERIOD']

/** What the documents do not answer and nobody can: it is met with one line, and is no question for the staff. */
function toUnasked(question: string, given: PolicyAnswer, talk: { first: boolean }): PolicyAnswer | undefined {
  const reply = given.refused && [...OPEN, 'OFF_TOPIC'].includes(given.reason) ? replyToUnasked(question, talk) : undefined
  if (!reply) return undefined
  const lines = { summary: reply, quotes: [], remarks: [], related: [] }
  return { tier: 'refuse', refused: true, reason: 'OFF_TOPIC', text: reply, citations: [], lines }
}

/** Answers from the documents or from what staff have answered before, and keeps the question; an open one goes to the staff. */
export async function askPolicy(ctx: DomainContext, asked: Asked): Promise<PolicyAnswer & { questionId: number }> {
  if (ctx.actor.type !== 'person') throw new Error('only people ask')
  const { question, audience, chatId, district, workspaceId } = asked
  const who = { channel: ctx.actor.channel, chatId, userId: ctx.actor.userId }
  const index = await ctx.policy(ctx.tx)
  const before = await listQuestions(ctx.tx, who, new Date(ctx.now.getTime() - remembersMinutes * 60_000), REMEMBERED)
  const history = before.flatMap((row): Turn[] => [
    { role: 'user', text: row.text },
    { role: 'bot', clauses: row.clauses },
  ])
  const started = performance.now()
  const given = answerQuestion(index, { question, audience, history, todayOn: shanghaiDateOf(ctx.now), ...(district ? { district } : {}) })
  const whole = wholeQuestion(
    question,
    before.map(({ text }) => text),
  )
  const curated = async (text: string) => (workspaceId ? curatedAnswer(ctx, workspaceId, text, given) : undefined)
  const fromStaff = (await curated(question)) ?? (whole === question ? undefined : await curated(whole))
  const answer = fromStaff ?? toUnasked(question, given, { first: before.length === 0 }) ?? given
  const questionId = await insertQuestion(ctx.tx, {
    ...who,
    text: question,
    tier: answer.tier,
    reason: answer.reason ?? null,
    clauses: answer.citations.map((citation) => citation.clause),
    latencyMs: performance.now() - started,
    at: ctx.now,
    workspaceId: workspaceId ?? null,
    source: ctx.cause,
  })
  if (workspaceId && answer.refused && OPEN.includes(answer.reason)) await queueQuestion(ctx, workspaceId, whole, 'unanswered')
  return { ...answer, questionId }
}
