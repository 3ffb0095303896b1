import { recordAudit } from '#src/domain/audit/record.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Community } from '#storage/repositories/owner.ts'
import { type ServiceDone, type ServicePlan, saveServiceDone, saveServicePlans } from '#storage/repositories/service.ts'

/** Writes down how often the contract has something done. */
export async function keepServicePlan(ctx: DomainContext, community: Community, plan: Omit<ServicePlan, 'communityId'>): Promise<void> {
  assertMay(ctx, community, 'prepare', 'OWN')
  await saveServicePlans(ctx.tx, [{ ...plan, communityId: community.id }])
  await recordAudit(ctx, {
    subject: `service:${community.id}/${plan.item}`,
    action: 'service.plan',
    after: { times: plan.times, per: plan.per },
  })
}

/** Writes down how often it was done in a month. */
export async function keepServiceDone(ctx: DomainContext, community: Community, done: Omit<ServiceDone, 'communityId'>): Promise<void> {
  assertMay(ctx, community, 'prepare', 'OWN')
  await saveServiceDone(ctx.tx, [{ ...done, communityId: community.id }])
  await recordAudit(ctx, {
    subject: `service:${community.id}/${done.item}`,
    action: 'service.done',
    after: { month: done.month, done: done.done },
  })
}
