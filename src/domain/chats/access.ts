import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext, Person } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Member } from '#storage/repositories/people.ts'
import { reaches, type WorkAction } from './rules-permissions.ts'

/** The memberships that count today: a delegation ends with its last day. */
export function membershipsOf(ctx: DomainContext, workspaceId: string): Member[] {
  if (ctx.actor.type !== 'person') return []
  const today = shanghaiDateOf(ctx.now)
  return ctx.actor.memberships.filter((m) => m.workspaceId === workspaceId && (!m.untilOn || m.untilOn >= today))
}

/** Whether this person may do it for that unit, by any of the memberships that count today. */
export function may(ctx: DomainContext, workspaceId: string, action: WorkAction, unit?: string | null): boolean {
  if (ctx.actor.type === 'operator') return reaches(action, { role: 'operator' }, unit)
  return membershipsOf(ctx, workspaceId).some((member) => reaches(action, member, unit))
}

/** @throws DomainError for anyone the table does not name */
export function assertMay(ctx: DomainContext, workspaceId: string, action: WorkAction): void {
  if (!may(ctx, workspaceId, action)) throw new DomainError('NOT_LEAD', '此操作需由专班负责人进行，请联系专班负责人。')
}

/** @throws DomainError for anyone but a lead of the task force */
export const assertLead = (ctx: DomainContext, workspaceId: string): void => assertMay(ctx, workspaceId, 'manage')

/** The units this person may do it for as one of their own. */
export const ownUnits = (ctx: DomainContext, workspaceId: string, action: WorkAction): string[] =>
  membershipsOf(ctx, workspaceId).flatMap((member) => (reaches(action, member, member.unit) ? [member.unit] : []))

export function assertPerson(ctx: DomainContext): Person {
  if (ctx.actor.type !== 'person') throw new Error(`needs a person, got ${ctx.actor.type}`)
  return ctx.actor
}

/** Under what name somebody signs: a committee stands in the register by its estate's, unless it has one of its own. */
export const signedBy = ({ role, unit }: Member): string =>
  role === 'committee' && !/(?:委员会|业委会|物管会)$/.test(unit) ? `${unit}业委会` : unit
