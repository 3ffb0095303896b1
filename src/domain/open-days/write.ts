import { recordAudit } from '#src/domain/audit/record.ts'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { findOpenDay, insertOpenDay, type OpenDay, updateOpenDay } from '#storage/repositories/service.ts'

export type Announcement = Pick<OpenDay, 'on' | 'at' | 'place' | 'topics' | 'capacity'>

/** Registers an open day; the owner groups read of it with the next publication. */
export async function announceOpenDay(ctx: DomainContext, community: Community, said: Announcement): Promise<OpenDay> {
  assertMay(ctx, community, 'prepare', 'PUB')
  if (said.on <= shanghaiDateOf(ctx.now)) throw new DomainError('TOO_SOON', '开放日应晚于今天，通知次日10:10发到业主群。')
  const row: OpenDay = {
    ...{ id: `${community.id}-${said.on}`, communityId: community.id, ...said },
    ...{ announcedAt: ctx.now, attended: null, outcome: null, recappedAt: null },
  }
  if (!(await insertOpenDay(ctx.tx, row))) throw new DomainError('KNOWN', `${community.name}${chineseDay(said.on)}的开放日已登记。`)
  await recordAudit(ctx, { subject: `openday:${row.id}`, action: 'openday.announce', after: { on: row.on, capacity: row.capacity } })
  return row
}

/** Notes how it went, once it was held. */
export async function recapOpenDay(
  ctx: DomainContext,
  community: Community,
  { on, attended, outcome }: { on: string; attended: number; outcome: string },
): Promise<OpenDay> {
  assertMay(ctx, community, 'prepare', 'PUB')
  const day = await findOpenDay(ctx.tx, `${community.id}-${on}`)
  if (!day) throw new DomainError('NO_DAY', `${community.name}没有登记${chineseDay(on)}的开放日。`)
  if (on > shanghaiDateOf(ctx.now)) throw new DomainError('NOT_YET', '开放日还没有到，举办后再填回顾。')
  if (day.recappedAt) throw new DomainError('KNOWN', '这次开放日的回顾已登记。')
  const set = { attended, outcome, recappedAt: ctx.now }
  await updateOpenDay(ctx.tx, day.id, set)
  await recordAudit(ctx, { subject: `openday:${day.id}`, action: 'openday.recap', after: { attended } })
  return { ...day, ...set }
}
