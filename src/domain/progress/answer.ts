import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { InboundMessage, Post } from '#src/message.ts'
import { findInbound } from '#storage/repositories/inbound.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'

const keyOf = (ask: string) => `answered:${ask}`

/** @throws DomainError when what the bot had asked back has been answered already */
export async function assertUnanswered(ctx: DomainContext, ask: string): Promise<void> {
  if (await findOutbound(ctx.tx, keyOf(ask))) throw new DomainError('DECIDED', '此条已确认过，无需重复提交。')
}

/** What was asked back about was said in a message of its own: recalling that one takes back what came of it. */
export async function askedMessage(ctx: DomainContext, ask: string): Promise<string | undefined> {
  const asked = await findInbound(ctx.tx, ask)
  return asked?.kind === 'message' ? (JSON.parse(asked.body) as InboundMessage).messageId : undefined
}

/** The bot's question becomes the result, in place, once. @throws DomainError the second time */
export async function answerAsked(ctx: DomainContext, ask: string, result: Post): Promise<void> {
  await assertUnanswered(ctx, ask)
  const question = await findOutbound(ctx.tx, `answer:${ask}`)
  if (question) await ctx.send(result, { channel: question.channel, chatId: question.chatId, replaces: question.key }, keyOf(ask))
}
