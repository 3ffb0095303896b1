import { may, membershipsOf } from '#src/domain/chats/access.ts'
import { permissions } from '#src/domain/chats/rules-permissions.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Member } from '#storage/repositories/people.ts'
import type { Plan } from '#storage/repositories/work.ts'
import type { CloseBy } from './rules-close.ts'

export const staffOf = (ctx: DomainContext, plan: Plan): Member[] =>
  membershipsOf(ctx, plan.workspaceId).filter(({ role }) => permissions.keepLedger[role] !== undefined)

/** What this person may do with a row of that street: a street keeps its own rows, the others all. */
export function rolesOn(ctx: DomainContext, { workspaceId }: Plan, street: string | null): Set<CloseBy> {
  const able = { keeper: 'keepLedger', street: 'passStreet', lead: 'passDistrict' } as const
  const named = Object.entries(able) as [CloseBy, (typeof able)[CloseBy]][]
  return new Set(named.flatMap(([role, action]) => (may(ctx, workspaceId, action, street) ? [role] : [])))
}

/** @throws DomainError for who may not write a row of that street */
export function assertKeeper(ctx: DomainContext, plan: Plan, street: string | null): void {
  if (rolesOn(ctx, plan, street).has('keeper')) return
  if (staffOf(ctx, plan).length === 0) throw new DomainError('NOT_MEMBER', '您还不在本专班名册中，请联系专班负责人登记后再填报。')
  throw new DomainError('OTHER_STREET', `此项属于${street ?? '未登记街镇'}，由该街镇或专班填报，本次未记录。`)
}

/** The unit a person speaks for here, to stand beside what they did. */
export const unitOf = (ctx: DomainContext, plan: Plan, street: string | null): string | null => {
  const mine = staffOf(ctx, plan)
  return (mine.find(({ unit }) => unit === street) ?? mine[0])?.unit ?? null
}
