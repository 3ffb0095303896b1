import { addDays, weekdayOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { leadChat } from '#src/domain/review/leads.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { weeklyPost } from '#src/views/weekly.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPending, type ReviewRequest } from '#storage/repositories/review.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { type Burden, burdenOf } from './burden.ts'
import { type Digest, digestOf, takeSnapshots } from './gather.ts'

/** One plan's week. */
export type Weekly = {
  digest: Digest
  /** units that reported since Monday, and on how many things; reported done among them */
  reportedUnits: string[]
  reported: number
  done: number
  /** fell due since Monday and is not done */
  newlyOverdue: Due[]
}

/** A group's week over all plans, the leads' of all units; `pending` waits for a lead's decision. */
export type Week = { on: string; plans: Weekly[]; pending: ReviewRequest[]; burden: Burden }

/** The leads' week, in the leads' own group; nothing reported, due, late or to be decided: nothing sent. */
export async function sendWeekly(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  const lead = workspaceId && (await leadChat(ctx, workspaceId))
  if (!lead || !chats.some((chat) => chat.channel === lead.channel && chat.chatId === lead.chatId)) return
  const week = await gatherWeek(ctx, workspaceId, lead)
  if (week.pending.length === 0 && week.plans.every(isQuiet)) return
  await ctx.send(weeklyPost(week), { channel: lead.channel, chatId: lead.chatId }, `weekly:${workspaceId}:${week.on}`)
}

/** The week of one group: of its unit alone, or of all. */
export async function gatherWeek(ctx: DomainContext, workspaceId: string, chat: Chat): Promise<Week> {
  const on = shanghaiDateOf(ctx.now)
  const monday = addDays(on, 1 - weekdayOf(on))
  const since = instantOf(monday, '00:00')
  const snapshots = await takeSnapshots(ctx, await listPlans(ctx.tx, workspaceId), since)
  const plans = snapshots.map((snapshot): Weekly => {
    const digest = digestOf(snapshot, chat.unit, since)
    const { changed, overdue } = digest
    return {
      digest,
      reportedUnits: [...new Set(changed.map(({ unit }) => unit))],
      reported: changed.length,
      done: changed.filter(({ status }) => status === 'done').length,
      newlyOverdue: overdue.filter(({ occurrence }) => occurrence.due! >= addDays(monday, -2)),
    }
  })
  const pending = (await listPending(ctx.tx, workspaceId)).filter(({ unit }) => chat.unit === null || unit === chat.unit)
  return { on, plans, pending, burden: (await burdenOf(ctx, workspaceId, [chat]))(chat) }
}

const isQuiet = ({ reported, digest: { overdue, dueSoon } }: Weekly): boolean => reported + overdue.length + dueSoon.length === 0
