import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor, plansFor } from '#src/domain/plans/find.ts'
import { notesOfTask } from '#src/domain/review/notes.ts'
import { findTaskDues, listDues } from '#src/domain/tasks/list.ts'
import { listNamed, listWords } from '#src/domain/tasks/rules-list.ts'
import { unitIn } from '#src/domain/tasks/unit.ts'
import type { Post } from '#src/message.ts'
import { taskListPost, taskPost, tasksPost } from '#src/views/tasks.ts'
import { dueAsked } from './asks-due.ts'
import { asksWhich } from './asks-which.ts'
import type { Input, Place } from './command.ts'
import { office } from './office.ts'

export const about = {
  name: '任务',
  aliases: ['待办'],
  summary: '看本单位待办或某项任务',
  usage: '任务 [任务号、单位或逾期、临期、待补录等]，如 任务 5、任务 区水务局、任务 逾期',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
  // 任务5 80% is a report, 任务5什么时候到期 a question.
  takes: /^(?:第?\s*\d{1,4}\s*[项号]?|[^\d].*)$/,
}

export const args = z.object({
  no: z.number().int().min(1).max(9999).optional(),
  unit: z.string().max(50).optional(),
  list: z.string().optional(),
})

/** 逾期的任务, 哪些任务快到期了 */
const asked = asksWhich(listWords)
/** 逾期, 逾期 区水务局 */
const listFirst = new RegExp(`^(?<state>${listWords})的?(?:任务|事项)?(?:\\s+(?<unit>\\S+))?$`)
/** 区水务局逾期的任务 */
const unitFirst = new RegExp(`^(?<unit>${office})\\s*(?:有(?:哪些|什么))?(?<state>${listWords})了?的?(?:任务|事项)?(?:有哪些)?[？?]?$`)

const listIn = (text: string) => (asked.exec(text) ?? listFirst.exec(text) ?? unitFirst.exec(text))?.groups

export function hears(text: string): boolean {
  const said = text.trim()
  const found = asked.exec(said) ?? unitFirst.exec(said)
  if (!found) return dueAsked(said) !== undefined
  // 已完成 alone is a report.
  return !/完成|办结/.test(found.groups!.state!) || /的|哪|有没有|多少/.test(said)
}

export function parse({ text }: Input): unknown {
  const no = text.match(/^第?\s*(\d{1,4})\s*[项号]?$/)
  if (no) return { no: Number(no[1]) }
  const found = listIn(text.trim())
  if (found) return { list: found.state, unit: found.unit }
  return dueAsked(text) ?? { unit: text || undefined }
}

export async function run(ctx: DomainContext, { no, unit, list: word }: z.infer<typeof args>, place: Place): Promise<Post> {
  const today = shanghaiDateOf(ctx.now)
  if (no !== undefined) {
    const plan = await planFor(ctx, place, no)
    return taskPost(plan, { ...(await findTaskDues(ctx, plan, no)), notes: await notesOfTask(ctx, plan, no) }, today)
  }
  const plans = await plansFor(ctx, place)
  const list = word === undefined ? undefined : listNamed(word)
  // Asked in the task force's group how things stand, all units are meant.
  const own = place.chat?.unit ?? (list && place.chat ? undefined : membershipsOf(ctx, plans[0]!.workspaceId)[0]?.unit)
  const of = unit ? await unitIn(ctx, plans[0]!, unit) : own
  const dues = await listDues(ctx.tx, plans, { on: today, calendar: ctx.calendar, ...(of ? { unit: of } : {}) })
  if (!list) return tasksPost(plans, dues, of, today)
  return taskListPost(plans, dues.filter(list.has), { label: list.label, unit: of }, today)
}
