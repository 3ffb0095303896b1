import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { delegate } from '#src/domain/review/delegate.ts'
import type { Post } from '#src/message.ts'
import { delegatedPost } from '#src/views/declared.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '委托',
  aliases: ['代管'],
  summary: '委托他人在一段时间内代本单位填报',
  usage: '委托 姓名 [代单位] 至 日期，如 委托 张三 至 12月31日',
  audience: 'staff' as const,
  needs: { work: 'delegate' } as const,
}

export const args = z.object({ name: z.string().min(1).max(20), unit: z.string().max(50).optional(), until: z.string().max(60) })

const spoken = /^@?([^\s，,至到代]{1,20})[\s，,]*(?:代(?:表|管|理)?\s*([^\s，,至到]+)[\s，,]*)?(?:至|到|截至)?\s*(.*)$/s

export function parse({ text }: Input): unknown {
  const [, name, unit, until] = spoken.exec(text.trim()) ?? []
  return { name, ...(unit ? { unit } : {}), until }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceFor(ctx, place.chat)
  return delegatedPost(await delegate(ctx, { workspaceId, ...said }), shanghaiDateOf(ctx.now))
}
