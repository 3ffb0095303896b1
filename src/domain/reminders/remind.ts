import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDues } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import { againPost } from '#src/views/reminded.ts'
import { claimSlot } from '#storage/repositories/job.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'
import { listChats } from '#storage/repositories/people.ts'
import { type Card, findLatestCard, insertCards, listPlans } from '#storage/repositories/work.ts'
import { backlogAsked, noteBacklog } from './backlog.ts'
import { postCard } from './post-card.ts'
import { cardItems, isWaiting } from './rules-card.ts'
import { findServed } from './serve.ts'

/** `again`: the card of the day stood already. `dues` are what the unit was reminded of. */
export type Reminded = { unit: string; dues: Due[]; again: boolean }

/** A lead has a unit reminded now: by its card of the day, or where that stands by a word under it, once a day. @throws DomainError */
export async function remindUnit(ctx: DomainContext, workspaceId: string, unit: string): Promise<Reminded> {
  assertMay(ctx, workspaceId, 'remind')
  const on = shanghaiDateOf(ctx.now)
  const dues = await listDues(ctx.tx, await listPlans(ctx.tx, workspaceId), { on, calendar: ctx.calendar, unit })
  const waiting = dues.filter((due) => isWaiting(due) && due.extension === undefined)
  if (waiting.length === 0) throw new DomainError('NOTHING_DUE', `${unit}没有临期或逾期的事项，未发提醒。`)
  const before = await findLatestCard(ctx.tx, workspaceId, unit)
  const stands = before && before.on >= on ? before : undefined
  const again = stands !== undefined || !(await postNow(ctx, { workspaceId, unit, on, dues, before }))
  if (again) await remindAgain(ctx, stands ?? (await findLatestCard(ctx.tx, workspaceId, unit))!, waiting)
  return { unit, dues: waiting, again }
}

type Asked = { workspaceId: string; unit: string; on: string; dues: Due[]; before: Card | undefined }

/** @returns false when somebody else has just posted it. @throws DomainError where nobody can be reached */
async function postNow(ctx: DomainContext, { workspaceId, unit, on, dues, before }: Asked): Promise<boolean> {
  const served = await findServed(ctx, workspaceId)
  const groups = (await listChats(ctx.tx, workspaceId)).filter((chat) => chat.state === 'bound' && chat.kind === 'work')
  const chat = groups.find((group) => served.unitsOf(group).includes(unit))
  if (!chat) throw new DomainError('UNSERVED', `${unit}没有绑定的工作群，名册中也没有人，提醒无法送达，请先登记。`)
  const heads = served.headsOf(unit)
  const asked = (await backlogAsked(ctx, new Map([[unit, dues]])))(unit)
  const items = cardItems(dues, { on, calendar: ctx.calendar, before, heads, asked, demanded: true })!
  const { channel, chatId } = chat
  const posted = await insertCards(ctx.tx, [
    { key: `card:${workspaceId}:${unit}:${on}`, workspaceId, unit, on, channel, chatId, items, version: 1 },
  ])
  for (const card of posted) await postCard(ctx, card, { heads, before, dues })
  await noteBacklog(ctx, posted)
  return posted.length > 0
}

async function remindAgain(ctx: DomainContext, card: Card, dues: Due[]): Promise<void> {
  const { key, workspaceId, unit, on, channel, chatId } = card
  if (!(await claimSlot(ctx.tx, `again:${workspaceId}:${unit}`, on, ctx.now)))
    throw new DomainError('REMINDED', `今天已再次提醒过${unit}，请明天再发，或电话联系。`)
  const messageId = (await findOutbound(ctx.tx, key))?.messageId
  await ctx.send(againPost(unit, dues), { channel, chatId, ...(messageId ? { replyTo: messageId } : {}) }, `again:${key}`)
}
