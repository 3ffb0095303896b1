import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor, plansFor } from '#src/domain/plans/find.ts'
import { notesOfTask } from '#src/domain/review/notes.ts'
import { findTaskDues, listDues } from '#src/domain/tasks/list.ts'
import { unitIn } from '#src/domain/tasks/unit.ts'
import type { Post } from '#src/message.ts'
import { taskPost, tasksPost } from '#src/views/tasks.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '任务',
  aliases: ['待办'],
  summary: '看本单位待办或某项任务',
  usage: '任务 [任务号或单位]，如 任务 5、任务 区水务局',
  audience: 'staff' as const,
  // 任务5 80% is a report, 任务5什么时候到期 a question.
  takes: /^(?:第?\s*\d{1,4}\s*[项号]?|[^\d].*)$/,
}

export const args = z.object({ no: z.number().int().min(1).max(9999).optional(), unit: z.string().max(50).optional() })

export function parse({ text }: Input): unknown {
  const no = text.match(/^第?\s*(\d{1,4})\s*[项号]?$/)
  if (no) return { no: Number(no[1]) }
  return { unit: text || undefined }
}

export async function run(ctx: DomainContext, { no, unit }: z.infer<typeof args>, place: Place): Promise<Post> {
  const today = shanghaiDateOf(ctx.now)
  if (no !== undefined) {
    const plan = await planFor(ctx, place, no)
    return taskPost(plan, { ...(await findTaskDues(ctx, plan, no)), notes: await notesOfTask(ctx, plan, no) }, today)
  }
  const plans = await plansFor(ctx, place)
  const own = place.chat?.unit ?? membershipsOf(ctx, plans[0]!.workspaceId)[0]?.unit
  const asked = unit ? await unitIn(ctx, plans[0]!, unit) : own
  const dues = await listDues(ctx.tx, plans, { on: today, calendar: ctx.calendar, ...(asked ? { unit: asked } : {}) })
  return tasksPost(plans, dues, asked, today)
}
