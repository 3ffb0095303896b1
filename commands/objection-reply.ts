import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { replyObjection } from '#src/domain/objections/reply.ts'
import type { Post } from '#src/message.ts'
import type { Input } from './command.ts'

export const about = {
  name: '异议答复',
  aliases: [],
  summary: '答复业主异议，发到该小区业主群',
  usage: '异议答复 YY20261123-0001 答复内容',
  audience: 'staff' as const,
  needs: { estate: ['reply', 'OWN'] } as const,
}

export const args = z.object({ id: z.string().regex(/^YY\d{8}-\d{4,}$/), reply: z.string().trim().min(2).max(500) })

export function parse({ text, values }: Input): unknown {
  if (values.id) return { id: values.id, reply: values.reply ?? '' }
  const [, id, reply] = /^(\S+)\s+([\s\S]+)$/.exec(text.trim()) ?? []
  return { id, reply }
}

export async function run(ctx: DomainContext, { id, reply }: z.infer<typeof args>): Promise<Post> {
  await replyObjection(ctx, id, reply)
  return { tone: 'green', summary: `异议${id}的答复已发到业主群。` }
}
