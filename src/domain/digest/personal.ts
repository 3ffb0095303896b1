import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { type Digest, digestOf, lastDigestHour, takeSnapshots } from './gather.ts'

/** A person's own digest: each plan as it stands for each of their units; for a lead the whole plan. @throws DomainError */
export async function gatherPersonal(ctx: DomainContext): Promise<Digest[]> {
  const today = shanghaiDateOf(ctx.now)
  const memberships = assertPerson(ctx).memberships.filter(({ untilOn }) => !untilOn || untilOn >= today)
  if (memberships.length === 0) throw new DomainError('NOT_MEMBER', '您还不在名册中，请联系专班负责人加入后再查。')
  const since = lastDigestHour(ctx)
  const found: Digest[] = []
  for (const [workspaceId, own] of Map.groupBy(memberships, (member) => member.workspaceId)) {
    const leads = own.some(({ role }) => role === 'lead')
    for (const snapshot of await takeSnapshots(ctx, await listPlans(ctx.tx, workspaceId), since)) {
      const units = leads ? [null] : [...new Set(own.map(({ unit }) => unit))]
      for (const unit of units) found.push(digestOf(snapshot, unit, since))
    }
  }
  if (found.length === 0) throw new DomainError('NO_PLAN', '您所在单位还没有工作方案，请联系专班负责人。')
  return found
}
