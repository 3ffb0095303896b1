import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { withdrawRequest } from '#src/domain/review/withdraw.ts'
import type { Post } from '#src/message.ts'
import { verdictPost } from '#src/views/review.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '撤销',
  aliases: ['撤回'],
  summary: '撤回申请，或撤销声明、裁定、更正',
  usage: '撤销 编号 理由，如 撤销 12 日期有误',
  audience: 'staff' as const,
}

export const args = z.object({ id: z.number().int().positive(), reason: z.string().max(500) })

export function parse({ text }: Input): unknown {
  const [, id, reason] = /^(?:编号|#)?\s*(\d{1,9})\s*(.*)$/s.exec(text) ?? []
  return { id: Number(id), reason }
}

export async function run(ctx: DomainContext, { id, reason }: z.infer<typeof args>, _place: Place): Promise<Post> {
  return verdictPost(await withdrawRequest(ctx, id, reason))
}
