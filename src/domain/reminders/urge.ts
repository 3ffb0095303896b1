import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { claimSlots } from '#storage/repositories/job.ts'
import { listMembers } from '#storage/repositories/people.ts'
import type { Card } from '#storage/repositories/work.ts'
import { ladderOf } from './rules-ladder.ts'

/** Buzzes a unit's people for its card of the day when something on it is red for the first time and its plan wants that. */
export async function urgeRed(ctx: DomainContext, card: Card, dues: Due[]): Promise<void> {
  const red = dues.filter(({ plan, occurrence, colour, extension }) => {
    const item = card.items.find(({ planId, occurrence: key }) => planId === plan.id && key === occurrence.key)
    return item && !item.backlog && colour === 'red' && extension === undefined && ladderOf(plan).urge
  })
  if (red.length === 0) return
  const names = red.map(({ plan, occurrence }) => `urge:${plan.id}:${card.unit}:${occurrence.key}`)
  if ((await claimSlots(ctx.tx, names, 'once', ctx.now)).size === 0) return
  const users = await peopleOf(ctx, card)
  if (users.length === 0) return
  const post = { summary: `加急提醒：${card.unit}`, urge: users }
  await ctx.send(post, { channel: card.channel, chatId: card.chatId, replaces: card.key }, `urge:${card.key}`)
}

async function peopleOf(ctx: DomainContext, { workspaceId, unit, channel }: Card): Promise<string[]> {
  const today = shanghaiDateOf(ctx.now)
  const members = await listMembers(ctx.tx, workspaceId)
  const own = members.filter((member) => member.unit === unit && member.channel === channel && (!member.untilOn || member.untilOn >= today))
  return [...new Set(own.map(({ userId }) => userId))]
}
