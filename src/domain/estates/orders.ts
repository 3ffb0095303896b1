import { addDays, addMonths } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { standingsOf } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { may } from '#src/domain/disclosures/authorisation.ts'
import { DomainError } from '#src/errors.ts'
import { type Community, listCommunities } from '#storage/repositories/community.ts'
import { listOrders } from '#storage/repositories/estate.ts'
import { countOrders, type OrderCounts } from './rules-orders.ts'

export type EstateOrders = { name: string; street: string | undefined; counts: OrderCounts }

/** 12345 orders of a month, estate by estate, in the order of names: only of estates whose papers the actor may see. */
export async function getOrders(
  ctx: DomainContext,
  workspaceId: string,
  { month, said }: { month?: string | undefined; said?: string | undefined },
): Promise<{ month: string; estates: EstateOrders[] }> {
  const on = shanghaiDateOf(ctx.now)
  const of = month ?? on.slice(0, 7)
  const orders = Map.groupBy(
    await listOrders(ctx.tx, workspaceId, `${of}-01`, addDays(addMonths(`${of}-01`, 1), -1)),
    (order) => order.communityId,
  )
  const named = ({ name, aka, street }: Community) => !said || name === said || aka.includes(said) || street === said
  const asked = (await listCommunities(ctx.tx, workspaceId)).filter(named)
  if (said && asked.length === 0) throw new DomainError('NO_COMMUNITY', `名册中没有小区或街镇「${said}」，请核对名称。`)
  const seen = asked.filter((community) => may(standingsOf(ctx, community), 'orders', 'ENT'))
  if (seen.length === 0) throw new DomainError('NOT_ALLOWED', '12345工单由本小区物业企业、街镇和专班查看。')
  return {
    month: of,
    estates: seen
      .filter(({ id }) => said || orders.has(id))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh'))
      .map(({ id, name, street }) => ({ name, street: street ?? undefined, counts: countOrders(orders.get(id) ?? [], on) })),
  }
}
