import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { addWorkdays } from '#src/domain/calendar/workdays.ts'
import { ownerSettings } from '#src/domain/communities/settings.ts'
import { voiceOf } from '#src/domain/communities/voice.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { findCatalogueItem } from '#src/domain/disclosures/catalogue.ts'
import { matchItem } from '#src/domain/disclosures/match.ts'
import { DomainError } from '#src/errors.ts'
import { objectionCard } from '#src/views/objection.ts'
import { type Community, findCommunity } from '#storage/repositories/community.ts'
import {
  countReceipts,
  countVoice,
  insertObjection,
  listOpenObjections,
  lockReceipts,
  type Objection,
  updateObjection,
} from '#storage/repositories/objection.ts'
import { listChats } from '#storage/repositories/people.ts'
import { isSame, receiptOf } from './rules-objection.ts'

export type Said = {
  communityId: string
  /** a catalogue code or a report's id; found in the words when absent */
  about?: string
  text: string
  /** whoever speaks: only a keyed hash of it is kept, and only to count */
  voice: string[]
}

/** Takes an objection down without who it was, gives it a receipt and a day, and tells the company; the same again is added to the first. */
export async function receiveObjection(ctx: DomainContext, { communityId, text: said, voice, ...of }: Said): Promise<Objection> {
  const text = said.trim()
  if (text.length < 4 || text.length > 500) throw new DomainError('LENGTH', '请用4至500个字写明异议，如「异议 停车费与公示不一致」。')
  const community = await findCommunity(ctx.tx, communityId)
  if (!community) throw new DomainError('NO_COMMUNITY', '没有找到这个小区。')
  const { answerWithinDays, objectionsPerDay } = await ownerSettings(ctx.tx, community.workspaceId)
  const on = shanghaiDateOf(ctx.now)
  if ((await countVoice(ctx.tx, 'objection', await voiceOf(ctx.tx, on, ...voice), on)) > objectionsPerDay)
    throw new DomainError('TOO_MANY', '今天提交的异议已较多，请明天再提；紧急事项请拨打物业电话或12345。')
  const about = of.about || matchItem(text)?.code || null
  await lockReceipts(ctx.tx)
  const same = (await listOpenObjections(ctx.tx, communityId)).find((open) => open.about === about && isSame(open.text, text))
  if (same) {
    await updateObjection(ctx.tx, same.id, { times: same.times + 1 })
    return { ...same, times: same.times + 1 }
  }
  const number = (await countReceipts(ctx.tx, receiptOf(on, 0).slice(0, -4))) + 1
  const row: Objection = {
    ...{ id: receiptOf(on, number), communityId, about, text, times: 1, receivedAt: ctx.now },
    ...{ dueOn: addWorkdays(on, answerWithinDays, ctx.calendar), reply: null, repliedAt: null, closedAt: null },
  }
  await insertObjection(ctx.tx, row)
  await tellCompany(ctx, community, row)
  return row
}

async function tellCompany(ctx: DomainContext, community: Community, row: Objection): Promise<void> {
  const title = row.about ? (findCatalogueItem(row.about)?.title ?? row.about) : undefined
  const groups = (await listChats(ctx.tx, community.workspaceId)).filter(
    ({ state, kind, unit }) => state === 'bound' && kind === 'work' && unit !== null && unit === community.company,
  )
  for (const { channel, chatId } of groups)
    await ctx.send(objectionCard(community.name, row, title), { channel, chatId }, `objection:${row.id}:${channel}:${chatId}`)
}
