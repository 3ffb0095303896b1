import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { decide } from '#src/domain/review/decide.ts'
import { pendingMatters } from '#src/domain/review/pending.ts'
import type { Post } from '#src/message.ts'
import { pendingPost, verdictPost } from '#src/views/review.ts'
import type { Input, Place, Replied } from './command.ts'
import { originOf } from './work.ts'

export const about = {
  name: '审核',
  aliases: ['待审核'],
  summary: '审核办结、延期和加入名册的申请（专班负责人）',
  usage: '审核，或 审核 编号 通过，或 审核 编号 退回 理由',
  audience: 'staff' as const,
  rereads: true,
}

export const args = z.union([
  z.object({ list: z.literal(true) }),
  z.object({ id: z.number().int().positive(), approve: z.boolean(), reason: z.string().max(500), version: z.number().int().optional() }),
])

const spoken = /^#?(\d{1,9})\s*(?:号)?[\s，,:：]*(通过|同意|批准|退回|不同意|驳回|拒绝)[\s，,:：]*(.*)$/s

export function parse({ text, values }: Input): unknown {
  if (values.verdict !== undefined)
    return { id: Number(values.request), approve: values.verdict === 'pass', reason: values.reason ?? '', version: Number(values.version) }
  if (text.trim() === '') return { list: true }
  const [, id, verdict, reason] = spoken.exec(text.trim()) ?? []
  return { id: Number(id), approve: verdict === '通过' || verdict === '同意' || verdict === '批准', reason }
}

const answering = /^(?:通过|同意|批准|退回|不同意|驳回|拒绝)(?=$|[\s，,:：。！!])/

export const replied = ({ text }: Replied, args: Record<string, string>): Input | undefined =>
  answering.test(text.trim()) ? { text: `${args.request} ${text.trim()}`, values: {} } : undefined

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  if ('list' in said) return pendingPost(await pendingMatters(ctx, workspaceFor(ctx, place.chat)))
  return verdictPost(await decide(ctx, said, originOf(place)))
}
