import { recordAudit } from '#src/domain/audit/record.ts'
import { assertLead } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { defaultLadder, flawIn, type Ladder, ladderOf } from '#src/domain/reminders/rules-ladder.ts'
import { DomainError } from '#src/errors.ts'
import { findPlan, saveLadder } from '#storage/repositories/work.ts'

/** Parts of a ladder; of its pace, too, only what is to change. */
export type LadderChange = Partial<Omit<Ladder, 'pace'>> & { pace?: Partial<Ladder['pace']> }

/** Changes parts of a plan's ladder; with nothing to change it goes back to the usual one. @throws DomainError */
export async function setLadder(ctx: DomainContext, planId: string, { pace, ...change }: LadderChange): Promise<Ladder> {
  const plan = await findPlan(ctx.tx, planId)
  if (!plan) throw new DomainError('NO_PLAN', `没有工作方案「${planId}」，请核对编号。`)
  assertLead(ctx, plan.workspaceId)
  const paced = pace ? { pace: { ...ladderOf(plan).pace, ...pace } } : {}
  const own = pace || Object.keys(change).length > 0 ? { ...plan.ladder, ...change, ...paced } : null
  const ladder = ladderOf({ ladder: own })
  const flaw = flawIn(ladder)
  if (flaw) throw new DomainError('BAD_LADDER', flaw)
  await saveLadder(ctx.tx, planId, own)
  await recordAudit(ctx, { subject: `plan:${planId}`, action: 'plan.ladder', before: plan.ladder ?? defaultLadder, after: ladder })
  return ladder
}
