import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { type Chat, findWorkspace } from '#storage/repositories/people.ts'
import { listPlans, listTasks, type Plan } from '#storage/repositories/work.ts'
import { planNamed } from './rules-named.ts'

export type { Plan } from '#storage/repositories/work.ts'

/** Where something was said, as far as it tells which plan is meant. */
export type Said = {
  /** the group's binding; absent in direct chats and unbound groups */
  chat?: Chat | undefined
  /** the plan that was named */
  planId?: string | undefined
}

/** The words fit several plans: whoever said them is asked which. `plans` are all of them, numbered as people know them. */
export class WhichPlan extends DomainError {
  readonly plans: Plan[]
  readonly fitting: Plan[]
  constructor(plans: Plan[], fitting: Plan[]) {
    super('WHICH_PLAN', `有${fitting.length}个方案，请写明是哪一个，如「方案${plans.indexOf(fitting[0]!) + 1}」。`)
    this.plans = plans
    this.fitting = fitting
  }
}

/** The workspace of the group; in a direct chat each one the person belongs to. @throws DomainError when there is none */
function workspacesOf(ctx: DomainContext, chat: Chat | undefined): [string, ...string[]] {
  const today = shanghaiDateOf(ctx.now)
  const memberships = ctx.actor.type === 'person' ? ctx.actor.memberships.filter(({ untilOn }) => !untilOn || untilOn >= today) : []
  const [first, ...others] = chat?.workspaceId ? [chat.workspaceId] : new Set(memberships.map(({ workspaceId }) => workspaceId))
  if (!first) throw new DomainError('NO_PLAN', noPlan)
  return [first, ...others]
}

const noPlan = '本群还没有对应的工作方案，请联系专班负责人。'

export const workspaceFor = (ctx: DomainContext, chat: Chat | undefined): string => workspacesOf(ctx, chat)[0]

/** What a group works on, the oldest first: their places in this list are the numbers people call them by. @throws DomainError */
export async function plansFor(ctx: DomainContext, { chat, planId }: Said): Promise<Plan[]> {
  const plans = await allPlans(ctx, chat)
  const named = plans.filter(({ id }) => id === planId)
  if (plans.length === 0) throw new DomainError('NO_PLAN', noPlan)
  return named.length > 0 ? named : plans
}

async function allPlans(ctx: DomainContext, chat: Chat | undefined): Promise<Plan[]> {
  const plans: Plan[] = []
  for (const workspaceId of workspacesOf(ctx, chat)) plans.push(...(await listPlans(ctx.tx, workspaceId)))
  return plans
}

/** The one plan meant: the one named, the only one, the only one with a task of this number. @throws WhichPlan when several fit */
export async function planFor(ctx: DomainContext, said: Said, taskNo?: number): Promise<Plan> {
  const plans = await plansFor(ctx, said)
  const [only, ...others] = plans
  if (others.length === 0) return only!
  const fitting = taskNo === undefined ? plans : await withTask(ctx, plans, taskNo)
  if (fitting.length > 1) throw new WhichPlan(plans, fitting)
  return fitting[0] ?? only!
}

async function withTask(ctx: DomainContext, plans: Plan[], taskNo: number): Promise<Plan[]> {
  const having = new Set<string>()
  for (const { id } of plans) if ((await listTasks(ctx.tx, id, taskNo)).length > 0) having.add(id)
  return plans.filter(({ id }) => having.has(id))
}

/** What was said without the plan it names, where the group has several. */
export async function withoutPlan(ctx: DomainContext, chat: Chat | undefined, text: string): Promise<{ text: string; planId?: string }> {
  if (!/方案|《/.test(text) || chat?.kind === 'owner') return { text }
  const member = Boolean(chat?.workspaceId) || (ctx.actor.type === 'person' && ctx.actor.memberships.length > 0)
  const named = member ? planNamed(text, await allPlans(ctx, chat)) : undefined
  return named ? { text: named.rest, planId: named.plan.id } : { text }
}

/** The district whose documents come first for this group. */
export async function districtOf(ctx: DomainContext, chat: Chat | undefined): Promise<string | undefined> {
  return chat?.workspaceId ? (await findWorkspace(ctx.tx, chat.workspaceId))?.district : undefined
}
