import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { digestPost } from '#src/views/digest.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { tellCalendar } from './calendar.ts'
import { isEmpty } from './gather.ts'
import { gatherGroups } from './group.ts'

/** The daily digests of one workspace's groups, over all its plans; nothing changed and nothing due or late: nothing sent. */
export async function sendDigests(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const on = shanghaiDateOf(ctx.now)
  const plans = await listPlans(ctx.tx, workspaceId)
  for (const [{ channel, chatId }, digest] of await gatherGroups(ctx, workspaceId, plans, chats)) {
    if (digest.digests.every(isEmpty)) continue
    await ctx.send(digestPost(digest, ctx.calendar), { channel, chatId }, `digest:${workspaceId}:${on}:${channel}:${chatId}`)
  }
  await tellCalendar(ctx, workspaceId, chats)
}
