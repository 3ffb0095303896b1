import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { digestPost } from '#src/views/digest.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { gatherDigest, isEmpty } from './gather.ts'

/** The daily digest of one work group; nothing changed and nothing due this week: nothing sent. */
export async function sendDigest(ctx: DomainContext, chat: Chat): Promise<number> {
  if (!chat.workspaceId) return 0
  const on = shanghaiDateOf(ctx.now)
  let sent = 0
  for (const plan of await listPlans(ctx.tx, chat.workspaceId)) {
    const digest = await gatherDigest(ctx, plan, chat.unit)
    if (isEmpty(digest)) continue
    const target = { channel: chat.channel, chatId: chat.chatId }
    await ctx.send(digestPost(plan, digest), target, `digest:${plan.id}:${on}:${chat.channel}:${chat.chatId}`)
    sent++
  }
  return sent
}
