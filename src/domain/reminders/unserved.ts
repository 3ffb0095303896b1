import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import { unservedPost } from '#src/views/unserved.ts'
import { claimSlots } from '#storage/repositories/job.ts'
import type { Chat } from '#storage/repositories/people.ts'

/** Tells the leads of units that nobody can remind: each unit once, in the turn of the leads' own group. */
export async function tellUnserved(ctx: DomainContext, workspaceId: string, chats: Chat[], units: string[]): Promise<void> {
  if (units.length === 0) return
  const lead = await leadChat(ctx, workspaceId)
  if (!lead || !chats.some((chat) => chat.channel === lead.channel && chat.chatId === lead.chatId)) return
  const names = new Map(units.map((unit) => [`unserved:${workspaceId}:${unit}`, unit]))
  const fresh = [...(await claimSlots(ctx.tx, [...names.keys()], 'once', ctx.now))].map((name) => names.get(name)!)
  if (fresh.length === 0) return
  const target = { channel: lead.channel, chatId: lead.chatId }
  await ctx.send(unservedPost(fresh.toSorted()), target, `unserved:${workspaceId}:${shanghaiDateOf(ctx.now)}`)
}
