import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type Chat, listChats, listMembers } from '#storage/repositories/people.ts'
import type { Head } from './rules-card.ts'

/** Where the units of a workspace are reached, and who heads them. */
export type Served = {
  /**
   * Whose cards go to this group: the unit it is bound to; for the task force's own group every unit that has
   * somebody on this channel to answer and no group of its own.
   */
  unitsOf(chat: Chat): string[]
  isServed(unit: string): boolean
  headsOf(unit: string): Head[]
}

export async function findServed(ctx: DomainContext, workspaceId: string): Promise<Served> {
  const today = shanghaiDateOf(ctx.now)
  const groups = (await listChats(ctx.tx, workspaceId)).filter((chat) => chat.state === 'bound' && chat.kind === 'work')
  const members = (await listMembers(ctx.tx, workspaceId)).filter(({ untilOn }) => !untilOn || untilOn >= today)
  const housed = new Set(groups.flatMap(({ unit }) => unit ?? []))
  const unitsOf = (chat: Chat): string[] => {
    if (chat.unit) return [chat.unit]
    return [...new Set(members.filter(({ channel, unit }) => channel === chat.channel && !housed.has(unit)).map(({ unit }) => unit))]
  }
  const reached = new Set(groups.flatMap(unitsOf))
  return {
    unitsOf,
    isServed: (unit) => reached.has(unit),
    headsOf: (unit) =>
      members
        .filter((member) => member.unit === unit && member.role === 'head')
        .map(({ channel, userId, name }) => ({ channel, userId, name, direct: ctx.direct.includes(channel) })),
  }
}
