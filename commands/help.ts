import { z } from 'zod'
import { isOffered } from '#src/domain/chats/offered.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Post } from '#src/message.ts'
import { helpPost } from '#src/views/help.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '帮助',
  aliases: ['help', '菜单', '怎么用'],
  summary: '看能做什么',
  usage: '帮助',
  audience: 'any' as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, { chat, commands }: Place): Promise<Post> {
  const audience = chat?.kind === 'owner' ? 'owner' : 'staff'
  const here = commands.filter((item) => item.audience === 'any' || item.audience === audience)
  return helpPost(
    here.filter(({ needs }) => !needs || isOffered(ctx, needs, chat?.workspaceId)),
    audience,
  )
}
