import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { listWaiting, settleWaiting } from '#src/domain/parked/district.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import type { Post } from '#src/message.ts'
import { parkedPost, settledPost } from '#src/views/parked.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '积压',
  aliases: ['待发'],
  summary: '看停下来的消息，重发或放弃（专班负责人）',
  usage: '积压，或 积压 重发 编号，或 积压 放弃 编号（专班负责人）',
  audience: 'staff' as const,
  needs: { work: 'manage' } as const,
  takes: /^(?:重发|放弃|$)/,
}

const code = z.string().regex(/^[0-9a-f]{6}$/)

export const args = z.union([
  z.object({ list: z.literal(true) }),
  z.object({ step: z.enum(['重发', '放弃']), codes: z.array(code).min(1).max(50) }),
])

export function parse({ text, values }: Input): unknown {
  if (values.code !== undefined) return { step: values.step, codes: [values.code] }
  if (text.trim() === '') return { list: true }
  const [step, ...codes] = text
    .trim()
    .toLowerCase()
    .split(/[\s,，、:：]+/)
  return { step, codes }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceFor(ctx, place.chat)
  if ('list' in said) return parkedPost(await listWaiting(ctx, workspaceId))
  const step = said.step === '重发' ? 'requeue' : 'drop'
  return settledPost(step, await settleWaiting(ctx, workspaceId, step, said.codes))
}
