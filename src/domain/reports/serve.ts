import { recordAudit } from '#src/domain/audit/record.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { listServicePlans, type ServiceDone, type ServicePlan, saveServiceDone, saveServicePlans } from '#storage/repositories/service.ts'

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
  if (!(await listServicePlans(ctx.tx, community.id)).some(({ item }) => item === done.item))
    throw new DomainError(
      'NO_PLAN',
      `${community.name}没有登记「${done.item}」的约定频次，请先登记，如「服务记录 ${community.name} ${done.item} 每月2次」。`,
    )
  await saveServiceDone(ctx.tx, [{ ...done, communityId: community.id }])
  await recordAudit(ctx, {
    subject: `service:${community.id}/${done.item}`,
    action: 'service.done',
    after: { month: done.month, done: done.done },
  })
}
