import { recordProgressChange } from '#src/domain/audit/changes.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import { withdrawOfMessage } from '#src/domain/review/withdraw.ts'
import type { Recall } from '#src/message.ts'
import { releaseEvidence } from '#storage/repositories/evidence.ts'
import { findPlan, withdrawProgress } from '#storage/repositories/work.ts'

/**
 * A message recalled or changed takes back what it had reported and asked for, as long as no lead has decided on it; the cards
 * show the state before. Answers whether there was anything to take back.
 */
export async function withdrawRecalled(ctx: DomainContext, recall: Pick<Recall, 'channel' | 'messageId'>, why: string): Promise<boolean> {
  const withdrawn = await withdrawProgress(ctx.tx, recall.channel, recall.messageId, ctx.now)
  await recordProgressChange(ctx, 'withdraw', withdrawn)
  await releaseEvidence(
    ctx.tx,
    withdrawn.map(({ id }) => id),
  )
  const asked = await withdrawOfMessage(ctx, recall.channel, recall.messageId, why)
  for (const planId of new Set(withdrawn.map((row) => row.planId))) {
    const plan = await findPlan(ctx.tx, planId)
    const units = withdrawn.filter((row) => row.planId === planId).map((row) => row.unit)
    if (plan) await refreshCards(ctx, plan, [...new Set(units)])
  }
  return withdrawn.length > 0 || asked
}
