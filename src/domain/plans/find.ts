import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { type Chat, findWorkspace } from '#storage/repositories/people.ts'
import { listPlans, type Plan } from '#storage/repositories/work.ts'

/** The plan a group works on: its workspace's newest; in a direct chat that of the person's workspace. */
export async function planFor(ctx: DomainContext, chat: Chat | undefined): Promise<Plan> {
  const today = shanghaiDateOf(ctx.now)
  const memberships = ctx.actor.type === 'person' ? ctx.actor.memberships.filter(({ untilOn }) => !untilOn || untilOn >= today) : []
  const workspaceId = chat?.workspaceId ?? memberships[0]?.workspaceId
  const plans = workspaceId ? await listPlans(ctx.tx, workspaceId) : []
  const plan = plans.toSorted((a, b) => b.startOn.localeCompare(a.startOn))[0]
  if (!plan) throw new DomainError('NO_PLAN', '本群还没有对应的工作方案，请联系专班负责人。')
  return plan
}

/** The district whose documents come first for this group. */
export async function districtOf(ctx: DomainContext, chat: Chat | undefined): Promise<string | undefined> {
  return chat?.workspaceId ? (await findWorkspace(ctx.tx, chat.workspaceId))?.district : undefined
}
