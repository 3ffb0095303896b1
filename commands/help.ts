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

/** 待补录怎么填, 怎么申请延期: about the bot itself */
const howTo =
  /^(?:请问)?(?:(?:待补录|进度|进展|(?:提醒)?卡片|表单?|完成情况)(?:要|该|应该)?(?:怎么|如何|咋)(?:填报?|填写|上?报|补录?)|(?:延期(?:怎么|如何)申请|(?:怎么|如何)申请延期))[呢啊]?[？?]*$/

export const hears = (text: string): boolean => howTo.test(text.trim())

export const parse = (_input: Input): unknown => ({})

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, { chat, commands }: Place): Promise<Post> {
  const audience = chat?.kind === 'owner' ? 'owner' : 'staff'
  const here = commands.filter((item) => item.audience === 'any' || item.audience === audience)
  return helpPost(
    here.filter(({ needs }) => !needs || isOffered(ctx, needs, chat?.workspaceId)),
    audience,
  )
}
