import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { closeObjection } from '#src/domain/objections/reply.ts'
import type { Post } from '#src/message.ts'
import type { Input } from './command.ts'

export const about = {
  name: '异议办结',
  aliases: [],
  summary: '办结已答复的业主异议',
  usage: '异议办结 YY20261123-0001',
  audience: 'staff' as const,
  needs: { estate: ['reply', 'OWN'] } as const,
}

export const args = z.object({ id: z.string().regex(/^YY\d{8}-\d{4,}$/) })

export const parse = ({ text }: Input): unknown => ({ id: text.trim() })

export async function run(ctx: DomainContext, { id }: z.infer<typeof args>): Promise<Post> {
  await closeObjection(ctx, id)
  return { tone: 'green', summary: `异议${id}已办结。` }
}
