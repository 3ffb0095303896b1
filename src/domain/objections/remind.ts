import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { previousWorkday } from '#src/domain/calendar/workdays.ts'
import { estatesOfChat } from '#src/domain/clocks/send.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type EstateObjections, objectionsDuePost } from '#src/views/objection.ts'
import { listCommunities } from '#storage/repositories/community.ts'
import { listUnanswered } from '#storage/repositories/objection.ts'
import type { Chat } from '#storage/repositories/people.ts'

/**
 * Unanswered objections: the company's group is reminded from the working day before the day on, the street's once it is past.
 * One card a day, none without cause.
 */
export async function remindObjections(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  const open = workspaceId ? await listUnanswered(ctx.tx, workspaceId) : []
  if (open.length === 0) return
  const on = shanghaiDateOf(ctx.now)
  const communities = await listCommunities(ctx.tx, workspaceId!)
  for (const { channel, chatId, unit } of chats) {
    const estates = estatesOfChat(communities, { unit }).flatMap((community): EstateObjections[] => {
      const isDue = (dueOn: string) => (community.company === unit ? on >= previousWorkday(dueOn, ctx.calendar) : dueOn < on)
      const rows = open.filter(({ communityId, dueOn }) => communityId === community.id && isDue(dueOn))
      return rows.length > 0 ? [{ name: community.name, rows }] : []
    })
    if (unit && estates.length > 0)
      await ctx.send(objectionsDuePost(unit, estates, on), { channel, chatId }, `objections:${channel}:${chatId}:${on}`)
  }
}
