import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { assertUnanswered } from '#src/domain/progress/answer.ts'
import { findWork } from '#src/domain/progress/find.ts'
import { readProgress } from '#src/domain/progress/parse.ts'
import { dayAndReason } from '#src/domain/review/extension.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import { askForTime, pointing, workOf } from './work.ts'

export const about = {
  name: '延期',
  aliases: ['申请延期'],
  summary: '申请延长期限，由专班负责人审核',
  usage: '延期 任务号 新日期 原因，如 延期 5 12月31日 专家评审改期',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
  onCard: true,
}

export const args = z.object({
  occurrence: z.string().max(100).optional(),
  unit: z.string().max(50).optional(),
  planId: z.string().max(60).optional(),
  taskNo: z.number().int().optional(),
  until: z.string().max(100).optional(),
  reason: z.string().max(500).optional(),
  version: z.number().int().optional(),
  ask: z.string().optional(),
})

/** The new day comes first, the reason after it; a date may be followed by a comma or a space. */
const dayFirst = /^([^\s，,；;。]+)[\s，,；;。]*(.*)$/s

export function parse({ text, values }: Input): unknown {
  if (values.until !== undefined) return { ...workOf(values), until: values.until, reason: values.reason }
  const { taskNo, remark } = readProgress(text)
  const [, until, reason] = dayFirst.exec(remark) ?? []
  return { taskNo, until: until || undefined, reason: reason?.replace(/^(?:原因|理由|因为)[:：\s]*/, '') || undefined }
}

export async function run(ctx: DomainContext, asked: z.infer<typeof args>, place: Place): Promise<Post> {
  if (asked.ask) await assertUnanswered(ctx, asked.ask)
  const found = await findWork(ctx, { ...(await pointing(ctx, place)), ...asked })
  const { ask, until, reason } = asked
  const words = ask ? { until, reason } : dayAndReason(ctx, found.dues[0]!, until, reason)
  return askForTime(ctx, { ...words, ask }, found, place)
}
