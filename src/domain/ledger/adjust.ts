import { markOf } from '#src/domain/audit/canonical.ts'
import { actorOf, recordAudit } from '#src/domain/audit/record.ts'
import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { insertLedgerAdjustment, type LedgerAdjustment } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { unitOf } from './access.ts'
import type { LedgerKind } from './kind.ts'
import { getStand } from './stand.ts'

/** Changes a base, on the word of a lead and with a reason: the only way it ever changes. */
export async function adjustBase(
  ctx: DomainContext,
  plan: Plan,
  kind: LedgerKind,
  { delta, reason }: { delta: number; reason: string },
): Promise<LedgerAdjustment> {
  if (!kind.base) throw new DomainError('NO_BASE', `${kind.name}台账没有固定基数，以台账所列为准，无需调整。`)
  assertMay(ctx, plan.workspaceId, 'adjustBase')
  if (delta === 0) throw new DomainError('DELTA', '请写明增减的数量，如「台账 引入物业 调整 +3 新排查出3个失管小区」。')
  if (reason.length < 4) throw new DomainError('REASON', '调整基数须写明原因，本次未改动。')
  const { base } = (await getStand(ctx, plan, kind)).stand
  const before = base?.value ?? 0
  if (before + delta < 0) throw new DomainError('DELTA', `基数现为${before}，不能再减${-delta}。`)
  const by = await actorOf(ctx)
  const row = { planId: plan.id, kind: kind.id, delta, reason, by, unit: unitOf(ctx, plan, null), source: ctx.cause, at: ctx.now }
  const made = await insertLedgerAdjustment(ctx.tx, row)
  await recordAudit(ctx, {
    subject: `ledger:${plan.id}/${kind.id}`,
    action: 'ledger.adjust',
    before: { base: before },
    after: { base: before + delta, reason: markOf(reason) },
  })
  return made
}
