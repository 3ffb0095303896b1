import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import type { Recall } from '#src/message.ts'
import { findPlan, withdrawProgress } from '#storage/repositories/work.ts'

/** A recalled message takes back what it had reported; the card shows the state before. */
export async function withdrawRecalled(ctx: DomainContext, recall: Recall): Promise<void> {
  const withdrawn = await withdrawProgress(ctx.tx, recall.channel, recall.messageId, ctx.now)
  for (const planId of new Set(withdrawn.map((row) => row.planId))) {
    const plan = await findPlan(ctx.tx, planId)
    const units = withdrawn.filter((row) => row.planId === planId).map((row) => row.unit)
    if (plan) await refreshCards(ctx, plan, [...new Set(units)])
  }
}
