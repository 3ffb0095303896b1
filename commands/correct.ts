import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { correctSchedule } from '#src/domain/review/correct.ts'
import type { Post } from '#src/message.ts'
import { declaredPost } from '#src/views/declared.ts'
import type { Input, Place } from './command.ts'
import { originOf } from './work.ts'

export const about = {
  name: '更正',
  aliases: ['更正时限'],
  summary: '更正任务的完成时限，原文并列保留（专班负责人）',
  usage: '更正 任务号 新时限 理由：…，如 更正 任务23 2026年底前完成120个 理由：专班会议纪要第3号',
  audience: 'staff' as const,
  needs: { work: 'correct' } as const,
}

export const args = z.object({ taskNo: z.number().int().positive(), words: z.string().min(1).max(200), reason: z.string().max(500) })

const numbered = /^(?:任务|第)?\s*(\d{1,3})\s*[项号]?[\s，,:：]*(?:完成时限|时限|期限)?(?:改为|更正为|为|:|：)?\s*(.*)$/s

export function parse({ text }: Input): unknown {
  const [, no, said = ''] = numbered.exec(text) ?? []
  const [, words, reason] = /^(.*?)[\s，,；;。]*(?:理由|原因|依据)\s*[:：]?\s*(.+)$/s.exec(said) ?? /^(\S*)\s*(.*)$/s.exec(said) ?? []
  return { taskNo: Number(no), words, reason }
}

export async function run(ctx: DomainContext, { taskNo, words, reason }: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place, taskNo)
  return declaredPost(await correctSchedule(ctx, { plan, taskNo, words, reason }, originOf(place)), shanghaiDateOf(ctx.now))
}
