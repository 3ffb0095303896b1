import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { declareTrigger } from '#src/domain/review/declare.ts'
import type { Post } from '#src/message.ts'
import { declaredPost } from '#src/views/declared.ts'
import type { Input, Place } from './command.ts'
import { originOf } from './work.ts'

export const about = {
  name: '声明',
  aliases: ['触发'],
  summary: '声明任务等待的事件已发生（专班负责人）',
  usage: '声明 任务号 事件 日期，如 声明 任务33 已印发 2026-01-15 京建发〔2026〕1号',
  audience: 'staff' as const,
  needs: { work: 'declare' } as const,
}

export const args = z.object({ taskNo: z.number().int().positive(), event: z.string().min(1).max(500) })

export function parse({ text }: Input): unknown {
  const [, no, event] = /^(?:任务|第)?\s*(\d{1,3})\s*[项号]?[\s，,:：]*(.*)$/s.exec(text) ?? []
  return { taskNo: Number(no), event: event?.trim() }
}

export async function run(ctx: DomainContext, { taskNo, event }: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place, taskNo)
  return declaredPost(await declareTrigger(ctx, { plan, taskNo, event }, originOf(place)), shanghaiDateOf(ctx.now))
}
