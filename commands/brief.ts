import { z } from 'zod'
import { createBrief } from '#src/domain/brief/send.ts'
import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '点评',
  aliases: ['双月点评'],
  summary: '生成双月点评和附件（专班负责人）',
  usage: '点评',
  audience: 'staff' as const,
  needs: { work: 'brief' } as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place)
  assertMay(ctx, plan.workspaceId, 'brief')
  return createBrief(ctx, plan)
}
