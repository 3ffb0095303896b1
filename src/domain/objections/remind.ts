import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { previousWorkday } from '#src/domain/calendar/workdays.ts'
import { estatesOfChat } from '#src/domain/clocks/send.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type EstateObjections, objectionsDuePost } from '#src/views/objection.ts'
import { listOpenObjections } from '#storage/repositories/objection.ts'
import { listCommunities } from '#storage/repositories/owner.ts'
import type { Chat } from '#storage/repositories/people.ts'

/**
 * Unanswered objections: the company's group is reminded from the working day before the day on, the street's once it is past.
 * One card a day, none without cause.
 */
export async function remindObjections(ctx: DomainContext, { channel, chatId, workspaceId, unit }: Chat): Promise<void> {
  if (!workspaceId || !unit) return
  const on = shanghaiDateOf(ctx.now)
  const estates: EstateObjections[] = []
  for (const community of estatesOfChat(await listCommunities(ctx.tx, workspaceId), { unit })) {
    const isDue = (dueOn: string) => (community.company === unit ? on >= previousWorkday(dueOn, ctx.calendar) : dueOn < on)
    const rows = (await listOpenObjections(ctx.tx, community.id)).filter(({ reply, dueOn }) => !reply && isDue(dueOn))
    if (rows.length > 0) estates.push({ name: community.name, rows })
  }
  if (estates.length > 0) await ctx.send(objectionsDuePost(unit, estates, on), { channel, chatId }, `objections:${channel}:${chatId}:${on}`)
}
