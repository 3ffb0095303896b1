import { addDays, weekdayOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { weeklyPost } from '#src/views/weekly.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPending, type ReviewRequest } from '#storage/repositories/review.ts'
import { listPlans, listProgressBetween, type Plan } from '#storage/repositories/work.ts'
import { postedThisWeek } from './burden.ts'
import { digestOf, takeSnapshot } from './gather.ts'

export type Weekly = {
  on: string
  /** units that reported since Monday, and on how many things; reported done among them */
  reportedUnits: number
  reported: number
  done: number
  /** fell due since Monday and is not done */
  newlyOverdue: Due[]
  overdue: number
  listed: Due[]
  /** due in the seven days to come */
  dueSoon: Due[]
  silentUnits: number
  /** waits for a lead's decision */
  pending: ReviewRequest[]
}

/** The leads' week, in the leads' own group; nothing reported, due, late or to be decided: nothing sent. */
export async function sendWeekly(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  const lead = workspaceId && (await leadChat(ctx, workspaceId))
  if (!lead || !chats.some((chat) => chat.channel === lead.channel && chat.chatId === lead.chatId)) return
  const messages = (await postedThisWeek(ctx, [lead]))(lead) + 1
  const pending = await listPending(ctx.tx, workspaceId)
  for (const plan of await listPlans(ctx.tx, workspaceId)) {
    const weekly = await gatherWeekly(ctx, plan, pending)
    if (isQuiet(weekly)) continue
    const target = { channel: lead.channel, chatId: lead.chatId }
    await ctx.send(weeklyPost(plan, weekly, messages), target, `weekly:${plan.id}:${weekly.on}`)
  }
}

export async function gatherWeekly(ctx: DomainContext, plan: Plan, pending: ReviewRequest[]): Promise<Weekly> {
  const on = shanghaiDateOf(ctx.now)
  const monday = addDays(on, 1 - weekdayOf(on))
  const { dueSoon, overdue, listed, silentUnits } = digestOf(await takeSnapshot(ctx, plan), null)
  const reports = await listProgressBetween(ctx.tx, plan.id, instantOf(monday, '00:00'), ctx.now)
  const newest = [...new Map(reports.map((row) => [`${row.occurrence} ${row.unit}`, row])).values()]
  return {
    on,
    reportedUnits: new Set(newest.map(({ unit }) => unit)).size,
    reported: newest.length,
    done: newest.filter(({ status }) => status === 'done').length,
    newlyOverdue: overdue.filter(({ occurrence }) => occurrence.due! >= addDays(monday, -2)),
    overdue: overdue.length,
    listed,
    dueSoon,
    silentUnits,
    pending: pending.filter((request) => request.planId === null || request.planId === plan.id),
  }
}

const isQuiet = ({ reported, overdue, dueSoon, pending }: Weekly): boolean => reported + overdue + dueSoon.length + pending.length === 0
