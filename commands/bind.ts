import { z } from 'zod'
import { bindChat } from '#src/domain/chats/bind.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Post } from '#src/message.ts'
import { boundPost } from '#src/views/bound.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '绑定',
  aliases: ['bind'],
  summary: '说明本群用途（专班负责人、群主）',
  usage: '绑定 工作群 [单位]，或 绑定 业主群 小区名称',
  audience: 'any' as const,
  needs: { work: 'bind' } as const,
}

export const args = z.object({
  kind: z.enum(['工作群', '业主群']),
  name: z.string().max(100).optional(),
})

export function parse({ text, values }: Input): unknown {
  if (values.kind) return { kind: values.kind, name: chosen(values.kind === '工作群' ? values.unit : values.community) }
  const [kind, ...name] = text.split(/\s+/)
  return { kind, name: name.join(' ') || undefined }
}

export async function run(ctx: DomainContext, { kind, name }: z.infer<typeof args>, place: Place): Promise<Post> {
  const at = { channel: place.channel, chatId: place.chatId }
  const chat = await bindChat(ctx, kind === '工作群' ? { ...at, kind: 'work', unit: name } : { ...at, kind: 'owner', community: name })
  const post = boundPost(chat)
  // The welcome card has done its work: it says now what the group is.
  if (place.cardKey) await ctx.send(post, { ...at, replaces: place.cardKey }, `bound:${place.source}`)
  return post
}

/** What a form gives for "none of these". */
const chosen = (value: string | undefined) => (value && value !== '-' ? value : undefined)
