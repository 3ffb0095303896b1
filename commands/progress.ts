import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { readProgress } from '#src/domain/progress/parse.ts'
import { recordProgress } from '#src/domain/progress/record.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { recordedPost } from '#src/views/recorded.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '进度',
  aliases: ['上报', '报进度'],
  summary: '上报任务进展',
  usage: '进度 任务号 百分比 说明，如 进度 5 80% 已完成8个',
  audience: 'staff' as const,
}

const percent = z.coerce.number({ error: 'percent' }).int().min(0).max(100)

export const args = z.object({
  occurrence: z.string().max(100).optional(),
  taskNo: z.number().int().optional(),
  status: z.enum(['doing', 'done', 'blocked']).optional(),
  percent: z.number().optional(),
  remark: z.string().max(2000),
  version: z.number().int().optional(),
})

/** A form names the occurrence and carries its version; a text is read for what it says. */
export function parse({ text, values }: Input): unknown {
  if (values.status === undefined) return readProgress(text)
  const filled = (values.percent ?? '').trim().replace(/[%％]$/, '')
  const read = percent.safeParse(filled)
  if (filled !== '' && !read.success) throw new DomainError('PERCENT', '完成百分比请填0到100之间的整数，本次未记录。')
  return {
    occurrence: values.task,
    status: values.status,
    percent: filled === '' ? undefined : read.data,
    remark: values.remark ?? '',
    version: Number(values.version),
  }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place.chat)
  const { due, progress } = await recordProgress(ctx, {
    plan,
    ...said,
    ...(place.cardKey ? { cardKey: place.cardKey } : {}),
    source: place.source,
    messageId: place.messageId,
  })
  return recordedPost(due, progress)
}
