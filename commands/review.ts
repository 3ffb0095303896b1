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
  z.object({ list: z.literal(true), unnumbered: z.boolean().optional() }),
  z.object({ id: z.number().int().positive(), approve: z.boolean(), reason: z.string().max(500), version: z.number().int().optional() }),
])

const granting = '通过|同意|批准'
const refusing = '不(?:予)?通过|不同意|不批准|退回|驳回|拒绝|打回'
const spoken = new RegExp(`^#?(\\d{1,9})\\s*(?:号)?[\\s，,:：]*(?:(${granting})|${refusing})[\\s，,:：]*(.*)$`, 's')
const answering = new RegExp(`^(?:${granting}|${refusing})(?=$|[\\s，,:：。！!])`)

export function parse({ text, values }: Input): unknown {
  if (values.verdict !== undefined)
    return { id: Number(values.request), approve: values.verdict === 'pass', reason: values.reason ?? '', version: Number(values.version) }
  if (text.trim() === '') return { list: true }
  if (hears(text)) return { list: true, unnumbered: true }
  const [, id, granted, reason] = spoken.exec(text.trim()) ?? []
  return { id: Number(id), approve: granted !== undefined, reason }
}

/** A verdict that answers no card and says no number. */
export const hears = (text: string): boolean => answering.test(text.trim())

export const replied = ({ text }: Replied, args: Record<string, string>): Input | undefined =>
  hears(text) ? { text: `${args.request} ${text.trim()}`, values: {} } : undefined

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  if ('list' in said) return pendingPost(await pendingMatters(ctx, workspaceFor(ctx, place.chat)), said.unnumbered)
  return verdictPost(await decide(ctx, said, originOf(place)))
}
