import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext, Person } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Member } from '#storage/repositories/people.ts'

/** The memberships that count today: a delegation ends with its last day. */
export function membershipsOf(ctx: DomainContext, workspaceId: string): Member[] {
  if (ctx.actor.type !== 'person') return []
  const today = shanghaiDateOf(ctx.now)
  return ctx.actor.memberships.filter((m) => m.workspaceId === workspaceId && (!m.untilOn || m.untilOn >= today))
}

export function isLead(ctx: DomainContext, workspaceId: string): boolean {
  return ctx.actor.type === 'operator' || membershipsOf(ctx, workspaceId).some((m) => m.role === 'lead')
}

/** @throws DomainError for anyone but a lead of the task force */
export function assertLead(ctx: DomainContext, workspaceId: string): void {
  if (!isLead(ctx, workspaceId)) throw new DomainError('NOT_LEAD', '此操作需由专班负责人进行，请联系专班负责人。')
}

export function assertPerson(ctx: DomainContext): Person {
  if (ctx.actor.type !== 'person') throw new Error(`needs a person, got ${ctx.actor.type}`)
  return ctx.actor
}
