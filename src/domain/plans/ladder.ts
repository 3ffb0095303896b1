import { recordAudit } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { defaultLadder, flawIn, type Ladder, ladderOf } from '#src/domain/reminders/rules-ladder.ts'
import { DomainError } from '#src/errors.ts'
import { findPlan, saveLadder } from '#storage/repositories/work.ts'

/** Changes parts of a plan's ladder; with nothing to change it goes back to the usual one. @throws DomainError */
export async function setLadder(ctx: DomainContext, planId: string, change: Partial<Ladder>): Promise<Ladder> {
  const plan = await findPlan(ctx.tx, planId)
  if (!plan) throw new DomainError('NO_PLAN', `没有工作方案「${planId}」，请核对编号。`)
  const own = Object.keys(change).length > 0 ? { ...plan.ladder, ...change } : null
  const ladder = ladderOf({ ladder: own })
  const flaw = flawIn(ladder)
  if (flaw) throw new DomainError('BAD_LADDER', flaw)
  await saveLadder(ctx.tx, planId, own)
  await recordAudit(ctx, { subject: `plan:${planId}`, action: 'plan.ladder', before: plan.ladder ?? defaultLadder, after: ladder })
  return ladder
}
