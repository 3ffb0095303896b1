import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { digestPost } from '#src/views/digest.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { postedThisWeek } from './burden.ts'
import { tellCalendar } from './calendar.ts'
import { digestOf, isEmpty, takeSnapshot } from './gather.ts'

/** The daily digests of one workspace's groups; nothing changed and nothing due this week: nothing sent. */
export async function sendDigests(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const on = shanghaiDateOf(ctx.now)
  const posted = await postedThisWeek(ctx, chats)
  for (const plan of await listPlans(ctx.tx, workspaceId)) {
    const snapshot = await takeSnapshot(ctx, plan)
    for (const chat of chats) {
      const digest = digestOf(snapshot, chat.unit)
      if (isEmpty(digest)) continue
      const target = { channel: chat.channel, chatId: chat.chatId }
      const post = digestPost(plan, digest, { messages: posted(chat) + 1 })
      await ctx.send(post, target, `digest:${plan.id}:${on}:${chat.channel}:${chat.chatId}`)
    }
  }
  await tellCalendar(ctx, workspaceId, chats)
}
