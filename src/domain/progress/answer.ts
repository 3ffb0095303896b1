import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'

/** What the bot had asked back is answered: its question becomes the result, in place, once. @throws DomainError the second time */
export async function answerAsked(ctx: DomainContext, ask: string, result: Post): Promise<void> {
  const key = `answered:${ask}`
  if (await findOutbound(ctx.tx, key)) throw new DomainError('DECIDED', '此条已确认过，无需重复提交。')
  const question = await findOutbound(ctx.tx, `answer:${ask}`)
  if (question) await ctx.send(result, { channel: question.channel, chatId: question.chatId, replaces: question.key }, key)
}
