import { isPublished } from '#src/domain/calendar/calendar.ts'
import { monthOf, yearOf } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import { calendarPost } from '#src/views/calendar.ts'
import { claimSlot } from '#storage/repositories/job.ts'
import type { Chat } from '#storage/repositories/people.ts'

/** In December, when the coming year's holidays are not known: tells the leads once, in the turn of their own group. */
export async function tellCalendar(ctx: DomainContext, workspaceId: string, chats: Chat[]): Promise<void> {
  const today = shanghaiDateOf(ctx.now)
  const year = yearOf(today) + 1
  if (monthOf(today) !== 12 || isPublished(year, ctx.calendar)) return
  const lead = await leadChat(ctx, workspaceId)
  if (!lead || !chats.some((chat) => chat.channel === lead.channel && chat.chatId === lead.chatId)) return
  if (!(await claimSlot(ctx.tx, `calendar:${workspaceId}`, String(year), ctx.now))) return
  await ctx.send(calendarPost(year), { channel: lead.channel, chatId: lead.chatId }, `calendar:${workspaceId}:${year}`)
}
