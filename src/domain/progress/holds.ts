import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { ownUnits } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listDues } from '#src/domain/tasks/list.ts'
import type { Pointer } from './find.ts'

/** Whether a unit of this person has a task of that number which is not reported as done yet. */
export async function holdsOpenTask(ctx: DomainContext, { plans }: Pick<Pointer, 'plans'>, taskNo: number): Promise<boolean> {
  const mine = new Set(plans.flatMap(({ workspaceId }) => ownUnits(ctx, workspaceId, 'report')))
  const dues = await listDues(ctx.tx, plans, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar, taskNo })
  return dues.some(({ unit, phase }) => mine.has(unit) && phase !== 'reported' && phase !== 'closed')
}
