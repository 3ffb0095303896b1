import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type LedgerAdjustment, type LedgerItem, listLedgerAdjustments, listLedgerItems } from '#storage/repositories/ledger.ts'
import { listTasks, type Plan } from '#storage/repositories/work.ts'
import { catalogue } from './catalogue.ts'
import type { LedgerKind } from './kind.ts'
import { type Stand, standOf } from './rules-stand.ts'

/** A ledger as it stands, with the rows and adjustments its figures come from. */
export type LedgerStand = { kind: LedgerKind; stand: Stand; items: LedgerItem[]; adjustments: LedgerAdjustment[] }

export const getStand = async (ctx: DomainContext, plan: Plan, kind: LedgerKind): Promise<LedgerStand> =>
  (await listStands(ctx, plan, [kind]))[0]!

/** How the plan's ledgers stand today; a plan of another document has the ledgers, but not this one's numbers. */
export async function listStands(ctx: DomainContext, plan: Plan, kinds: readonly LedgerKind[] = catalogue): Promise<LedgerStand[]> {
  const only = kinds.length === 1 ? kinds[0]!.id : undefined
  const items = Map.groupBy(await listLedgerItems(ctx.tx, plan.id, only), ({ kind }) => kind)
  const adjustments = Map.groupBy(await listLedgerAdjustments(ctx.tx, plan.id, only), ({ kind }) => kind)
  const tasks = await listTasks(ctx.tx, plan.id)
  const on = shanghaiDateOf(ctx.now)
  return kinds.map((kind) => {
    const rows = items.get(kind.id) ?? []
    const changes = adjustments.get(kind.id) ?? []
    const quotas = kind.document === plan.documentId ? tasks.map(({ no, quotas }) => ({ task: no, quotas })) : []
    const adjusted = changes.reduce((sum, { delta }) => sum + delta, 0)
    return { kind, stand: standOf(kind, rows, { quotas, adjusted, on }), items: rows, adjustments: changes }
  })
}
