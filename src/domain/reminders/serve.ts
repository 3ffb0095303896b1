import type { DomainContext } from '#src/domain/context.ts'
import { type Chat, listChats, listMembers } from '#storage/repositories/people.ts'

/**
 * Whose cards go to this group: the unit it is bound to; for the task force's own group every unit that has
 * somebody on this channel to answer and no group of its own.
 */
export async function unitsServedBy(ctx: DomainContext, chat: Chat): Promise<string[]> {
  if (!chat.workspaceId) return []
  if (chat.unit) return [chat.unit]
  const chats = await listChats(ctx.tx, chat.workspaceId)
  const housed = new Set(chats.filter((other) => other.state === 'bound' && other.kind === 'work' && other.unit).map((other) => other.unit))
  const members = await listMembers(ctx.tx, chat.workspaceId)
  const units = members.filter((member) => member.channel === chat.channel && !housed.has(member.unit)).map((member) => member.unit)
  return [...new Set(units)]
}
