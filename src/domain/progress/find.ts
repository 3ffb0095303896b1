import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson, may, ownUnits } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDues } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import { type Card, findLastOnCard, listPlans, lockCard, type Plan } from '#storage/repositories/work.ts'
import { pickDue } from './pick.ts'

/** What points at a piece of work: a form's values, a task's number, the card answered, the group it was said in. */
export type Pointer = {
  /** what the group works on */
  plans: Plan[]
  /** the plan that the form names */
  planId?: string
  occurrence?: string
  unit?: string
  taskNo?: number
  cardKey?: string
  chatUnit?: string
}

/** `isOneOfSeveral`: the unit has other deadlines of the same task. */
export type Found = { dues: Due[]; card?: Card; isOneOfSeveral: boolean }

/** The work a member means, among what their units hold; more than one when it is theirs to say which. @throws DomainError */
export async function findWork(ctx: DomainContext, pointer: Pointer): Promise<Found> {
  const person = assertPerson(ctx)
  const card = pointer.cardKey ? await lockedCard(ctx, pointer.cardKey) : undefined
  const plans = card ? await listPlans(ctx.tx, card.workspaceId) : pointer.plans
  const isMine = ({ plan, unit }: Pick<Due, 'plan' | 'unit'>) => may(ctx, plan.workspaceId, 'report', unit)
  const mine = new Set(plans.flatMap(({ workspaceId }) => ownUnits(ctx, workspaceId, 'report')))
  if (mine.size === 0) throw new DomainError('NOT_MEMBER', '您还不在本专班名册中，请发送「我是某单位的」登记后再填报。')
  if (card && !mine.has(card.unit)) throw new DomainError('OTHER_UNIT', `此卡片由${card.unit}填报，您所在单位不承办，本次未记录。`)
  const named = plans.filter(({ id }) => pointer.planId === undefined || id === pointer.planId)
  const listed = await listDues(ctx.tx, named, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar })
  // Another district may have a unit of the same name.
  const dues = listed.filter((due) => isMine(due) || !mine.has(due.unit))
  const last = card && (await findLastOnCard(ctx.tx, card.key, person.channel, person.userId))
  const { occurrence, unit, taskNo, chatUnit } = pointer
  const report = { ...(occurrence ? { occurrence } : {}), ...(unit ? { unit } : {}), ...(taskNo === undefined ? {} : { taskNo }) }
  const hint = { report, mine, ...(card ? { card } : {}), ...(chatUnit ? { chatUnit } : {}), ...(last ? { last } : {}) }
  const picked = pickDue(dues, hint)
  const ofTask = ({ plan, task, unit }: Due) => `${plan.id} ${task.no} ${unit}`
  const isOneOfSeveral = dues.filter((due) => ofTask(due) === ofTask(picked[0]!)).length > 1
  return { dues: picked, isOneOfSeveral, ...(card ? { card } : {}) }
}

async function lockedCard(ctx: DomainContext, key: string): Promise<Card> {
  const card = await lockCard(ctx.tx, key)
  if (!card) throw new DomainError('NO_CARD', '这张卡片已失效，请在最新的卡片上填报。')
  return card
}
