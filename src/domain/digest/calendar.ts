import { isPublished } from '#src/domain/calendar/calendar.ts'
import { monthOf, yearOf } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import { calendarPost } from '#src/views/calendar.ts'
import { claimSlot } from '#storage/repositories/job.ts'
import type { Chat } from '#storage/repositories/people.ts'

/** When this year's holidays are not known, or in December the coming year's: tells the leads once, in the turn of their own group. */
export async function tellCalendar(ctx: DomainContext, workspaceId: string, chats: Chat[]): Promise<void> {
  const today = shanghaiDateOf(ctx.now)
  const near = monthOf(today) === 12 ? [yearOf(today), yearOf(today) + 1] : [yearOf(today)]
  const year = near.find((one) => !isPublished(one, ctx.calendar))
  if (year === undefined) return
  const lead = await leadChat(ctx, workspaceId)
  if (!lead || !chats.some((chat) => chat.channel === lead.channel && chat.chatId === lead.chatId)) return
  if (!(await claimSlot(ctx.tx, `calendar:${workspaceId}`, String(year), ctx.now))) return
  await ctx.send(calendarPost(year), { channel: lead.channel, chatId: lead.chatId }, `calendar:${workspaceId}:${year}`)
}
