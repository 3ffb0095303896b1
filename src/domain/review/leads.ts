import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type Chat, listChats, listMembers, type Member } from '#storage/repositories/people.ts'

/** The leads of a workspace's task force, as of today. */
export async function leadsOf(ctx: DomainContext, workspaceId: string): Promise<Member[]> {
  const today = shanghaiDateOf(ctx.now)
  const members = await listMembers(ctx.tx, workspaceId)
  return members.filter((member) => member.role === 'lead' && (!member.untilOn || member.untilOn >= today))
}

/**
 * Where the leads are asked: the task force's group, else the group of a lead's own unit, on a channel where a lead can
 * press; the asker's channel first. Undefined while nobody leads: then nothing can be put up for decision.
 */
export async function leadChat(ctx: DomainContext, workspaceId: string): Promise<Chat | undefined> {
  const leads = await leadsOf(ctx, workspaceId)
  const chats = (await listChats(ctx.tx, workspaceId)).filter((chat) => chat.state === 'bound' && chat.kind === 'work')
  const within = chats.filter((chat) =>
    leads.some((lead) => lead.channel === chat.channel && (chat.unit === null || chat.unit === lead.unit)),
  )
  const near = ctx.actor.type === 'person' ? ctx.actor.channel : undefined
  const rank = (chat: Chat) => (chat.channel === near ? 0 : 2) + (chat.unit === null ? 0 : 1)
  return within.toSorted((a, b) => rank(a) - rank(b))[0]
}
