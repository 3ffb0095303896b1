import { z } from 'zod'
import { bindChat } from '#src/domain/chats/bind.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { boundPost } from '#src/views/bound.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '绑定',
  aliases: ['bind'],
  summary: '说明本群用途（专班负责人）',
  usage: '绑定 工作群 [单位]，或 绑定 业主群 小区名称',
  audience: 'any' as const,
}

export const args = z.object({
  kind: z.enum(['工作群', '业主群']),
  name: z.string().max(100).optional(),
})

export function parse({ text, values }: Input): unknown {
  if (values.kind) return { kind: values.kind, name: values.name || undefined }
  const [kind, ...name] = text.split(/\s+/)
  return { kind, name: name.join(' ') || undefined }
}

export async function run(ctx: DomainContext, { kind, name }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = place.chat?.workspaceId ?? onlyWorkspace(ctx)
  const at = { channel: place.channel, chatId: place.chatId, workspaceId }
  const chat = await bindChat(ctx, kind === '工作群' ? { ...at, kind: 'work', unit: name } : { ...at, kind: 'owner', community: name })
  return boundPost(chat)
}

/** An unbound group belongs to the workspace of the lead who binds it. */
function onlyWorkspace(ctx: DomainContext): string {
  const leads = ctx.actor.type === 'person' ? ctx.actor.memberships.filter((m) => m.role === 'lead') : []
  const first = leads[0]
  if (!first) throw new DomainError('NOT_LEAD', '绑定须由专班负责人进行，请联系专班负责人或运维人员。')
  return first.workspaceId
}
