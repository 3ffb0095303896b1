import { addDays, weekdayOf } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import { queuePost } from '#src/views/queue.ts'
import { listOpenQuestions } from '#storage/repositories/learn.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'

/** One card a week in the leads' group says what waits for an answer; every change is made in its place. */
export async function refreshQueueCard(ctx: DomainContext, workspaceId: string): Promise<void> {
  const today = shanghaiDateOf(ctx.now)
  const monday = addDays(today, 1 - weekdayOf(today))
  const key = `queue:${workspaceId}:${monday}`
  const waiting = await listOpenQuestions(ctx.tx, workspaceId, ['open', 'proposed'])
  const shown = await findOutbound(ctx.tx, key)
  if (shown) {
    const { channel, chatId } = shown
    await ctx.send(queuePost(waiting), { channel, chatId, replaces: key }, `${key}:${ctx.cause}`)
    return
  }
  const chat = await leadChat(ctx, workspaceId)
  if (chat && waiting.length > 0) await ctx.send(queuePost(waiting), { channel: chat.channel, chatId: chat.chatId }, key)
}
