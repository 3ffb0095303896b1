import type { DomainContext } from '#src/domain/context.ts'
import type { ChatChange } from '#src/message.ts'
import { departure } from '#src/views/departure.ts'
import { type Chat, listMembers } from '#storage/repositories/people.ts'

/** Somebody left a work group. Worth a word only when a unit is left there without anybody to report for it. */
export async function noteDeparture(ctx: DomainContext, change: ChatChange, chat: Chat | undefined): Promise<void> {
  if (chat?.state !== 'bound' || chat.kind !== 'work' || !chat.workspaceId) return
  const gone = new Set((change.users ?? []).map(({ id }) => id))
  const members = (await listMembers(ctx.tx, chat.workspaceId)).filter(({ channel }) => channel === change.channel)
  const orphaned = members.filter(
    ({ userId, unit }) => gone.has(userId) && !members.some((other) => other.unit === unit && !gone.has(other.userId)),
  )
  if (orphaned.length === 0) return
  const names = orphaned.map(({ name, userId, unit }) => ({ name: name ?? change.users?.find(({ id }) => id === userId)?.name, unit }))
  await ctx.send(departure(names), change, `left:${change.channel}:${change.eventId}`)
}
