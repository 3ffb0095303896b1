import { recordAudits } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { dropInbound, listInbound, requeueInbound } from '#storage/repositories/inbound.ts'
import { dropOutbound, listOutbound, requeueOutbound } from '#storage/repositories/outbound.ts'

/** A message that stopped and waits for a person. `what`: its kind, or the title of what we meant to send. */
export type Parked = {
  id: string
  direction: 'in' | 'out'
  /** unknown: it may have arrived */
  state: 'parked' | 'unknown'
  lane: string
  what: string
  error: string | undefined
  attempts: number
  at: Date
}

/** Everything that waits for a person, of all districts: what came in first, then what was to go out. */
export async function listParked(db: Queryable): Promise<Parked[]> {
  const inbound = (await listInbound(db, 'parked')).map(
    ({ id, lane, kind, error, attempts, receivedAt }): Parked => ({
      ...{ id, lane, attempts, direction: 'in', state: 'parked' },
      what: kind,
      error: error ?? undefined,
      at: receivedAt,
    }),
  )
  const outbound = (await listOutbound(db, ['parked', 'unknown'])).map(
    ({ key, state, lane, post, error, attempts, createdAt }): Parked => ({
      ...{ id: key, lane, attempts, direction: 'out', state: state as Parked['state'] },
      what: post.title ?? post.summary,
      error: error ?? undefined,
      at: createdAt,
    }),
  )
  return [...inbound, ...outbound]
}

const steps = {
  requeue: [requeueInbound, requeueOutbound],
  drop: [dropInbound, dropOutbound],
}

/**
 * Puts parked messages into their lanes again (what may have arrived is sent once more), or gives them up.
 * @throws DomainError NOT_PARKED, and then changes none, when one of them does not wait any more
 */
export async function settleParked(ctx: DomainContext, step: keyof typeof steps, said: string[]): Promise<number> {
  const ids = [...new Set(said)]
  let changed = 0
  for (const settle of steps[step]) changed += await settle(ctx.tx, ids)
  if (changed < ids.length) {
    const which = ids.length === 1 ? `编号「${ids[0]}」` : `${ids.length}个编号中有${ids.length - changed}个`
    throw new DomainError('NOT_PARKED', `${which}不在待处理消息之列，没有改动。`)
  }
  await recordAudits(
    ctx,
    ids.map((id) => ({ subject: `message:${id}`, action: `message.${step}` })),
  )
  return ids.length
}
