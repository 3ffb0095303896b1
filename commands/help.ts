import { z } from 'zod'
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

export async function run(_ctx: DomainContext, _args: z.infer<typeof args>, place: Place): Promise<Post> {
  const audience = place.chat?.kind === 'owner' ? 'owner' : 'staff'
  return helpPost(
    place.commands.filter((item) => item.audience === 'any' || item.audience === audience),
    audience,
  )
}
