import { z } from 'zod'
import { communityIn, getCommunity } from '#src/domain/communities/find.ts'
import { isPersonal } from '#src/domain/communities/rules-turn.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { handOffPost } from '#src/views/entrance.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '转12345',
  aliases: ['转办12345'],
  summary: '把问题整理成可提交12345的文字',
  usage: '转12345 问题，如 转12345 3号楼电梯停运三天',
  audience: 'any' as const,
}

export const args = z.object({ text: z.string().min(4).max(300) })

export const parse = ({ text }: Input): unknown => ({ text: text.trim().replace(/[。！!]+$/, '') })

export async function run(ctx: DomainContext, { text }: z.infer<typeof args>, { chat }: Place): Promise<Post> {
  if (isPersonal(text)) throw new DomainError('PERSONAL', '请去掉姓名、电话、房号等个人信息后再发；联系方式由您本人向12345提供。')
  const estate = chat?.communityId ? await getCommunity(ctx.tx, chat.workspaceId!, chat.communityId) : await communityIn(ctx.tx, text)
  if (!estate) throw new DomainError('NO_COMMUNITY', '请写明是哪个小区，如「转12345 示例花园 电梯停运三天」。')
  const { name, street, company } = estate
  return handOffPost({ estate: name, street: street ?? undefined, company: company ?? undefined, text: text.replace(name, '').trim() })
}
