import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { recordRuling } from '#src/domain/review/rule.ts'
import type { Post } from '#src/message.ts'
import { ruledPost } from '#src/views/declared.ts'
import type { Input, Place } from './command.ts'
import { originOf } from './work.ts'

export const about = {
  name: '裁定',
  aliases: ['解释口径'],
  summary: '对原文疑点作出裁定（专班负责人）',
  usage: '裁定 任务号 内容，如 裁定 任务43 以任务描述为准，工作要求系误列',
  audience: 'staff' as const,
  needs: { work: 'rule' } as const,
}

export const args = z.object({ taskNo: z.number().int().positive(), text: z.string().min(2).max(1000) })

export function parse({ text }: Input): unknown {
  const [, no, said] = /^(?:任务|第)?\s*(\d{1,3})\s*[项号]?[\s，,:：]*(.*)$/s.exec(text) ?? []
  return { taskNo: Number(no), text: said?.trim() }
}

export async function run(ctx: DomainContext, { taskNo, text }: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place, taskNo)
  return ruledPost(await recordRuling(ctx, { plan, taskNo, text }, originOf(place)), shanghaiDateOf(ctx.now))
}
