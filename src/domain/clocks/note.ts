import { recordAudit } from '#src/domain/audit/record.ts'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { insertEvents, listEvents } from '#storage/repositories/estate.ts'
import { factsOf } from './facts.ts'
import { type Clock, clocksOf } from './rules-clocks.ts'
import { eventClocks, eventKinds } from './rules-events.ts'

/** Every clock of an estate that has a day, the next due first. */
export async function listClocks(ctx: DomainContext, community: Community): Promise<Clock[]> {
  const clocks = clocksOf(await factsOf(ctx.tx, community, shanghaiDateOf(ctx.now)))
  return [...clocks, ...eventClocks(await listEvents(ctx.tx, community.id), ctx.calendar)].toSorted((a, b) => a.due.localeCompare(b.due))
}

/** Notes that something happened, and answers the clocks that run now. */
export async function noteEvent(ctx: DomainContext, community: Community, { kind, on }: { kind: string; on: string }): Promise<Clock[]> {
  assertMay(ctx, community, 'prepare', 'PUB')
  if (!eventKinds.includes(kind)) throw new DomainError('NO_EVENT', `没有「${kind}」这一事项，可登记：${eventKinds.join('、')}。`)
  if (on > shanghaiDateOf(ctx.now)) throw new DomainError('FUTURE', `${chineseDay(on)}还没有到，未登记。`)
  await insertEvents(ctx.tx, [{ communityId: community.id, kind, on }])
  await recordAudit(ctx, { subject: `event:${community.id}`, action: 'event.note', after: { kind, on } })
  return eventClocks(await listEvents(ctx.tx, community.id), ctx.calendar)
}
