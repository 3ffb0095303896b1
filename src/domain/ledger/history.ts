import { markOf } from '#src/domain/audit/canonical.ts'
import { actorOf, recordAudits } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type LedgerEvent, type LedgerItem, type LedgerProof, listLedgerEvents, saveLedgerProof } from '#storage/repositories/ledger.ts'

/** What happened to an item, oldest first. */
export const historyOf = ({ tx }: DomainContext, item: LedgerItem): Promise<LedgerEvent[]> => listLedgerEvents(tx, item.id)

export type PastProof = Pick<LedgerProof, 'proof' | 'on' | 'words'>

/** Keeps the proofs an estate was 销账 on before the plan came into Duban; no step of the review is taken. */
export async function keepPastProofs(ctx: DomainContext, item: LedgerItem, given: PastProof[]): Promise<void> {
  const by = await actorOf(ctx)
  for (const proof of given) await saveLedgerProof(ctx.tx, { ...proof, itemId: item.id, by, unit: null, source: ctx.cause, at: ctx.now })
  await recordAudits(
    ctx,
    given.map(({ proof, on, words }) => ({
      subject: `ledger:${item.planId}/${item.kind}/${item.id}`,
      action: 'ledger.history',
      after: { proof, on, note: markOf(words) },
    })),
  )
}
