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
  needs: { work: 'decide' } as const,
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
/** the verdict before the number: 同意4, 退回 4 缺少佐证 */
const turned = new RegExp(`^(${granting}|${refusing})\\s*#?(\\d{1,9})号?(?=$|[\\s，,:：。！!])`)
const plain = new RegExp(`^\\d{1,9}号?\\s*(?:${granting}|${refusing})(?=$|[\\s，,:：。！!])`)
const numberFirst = (text: string): string => text.trim().replace(turned, '$2 $1')

export function parse({ text, values }: Input): unknown {
  if (values.verdict !== undefined)
    return { id: Number(values.request), approve: values.verdict === 'pass', reason: values.reason ?? '', version: Number(values.version) }
  if (text.trim() === '') return { list: true }
  if (answering.test(text.trim()) && !turned.test(text.trim())) return { list: true, unnumbered: true }
  const [, id, granted, reason] = spoken.exec(numberFirst(text)) ?? []
  return { id: Number(id), approve: granted !== undefined, reason }
}

/** A verdict that answers no card: with its number, or asked for it. */
export const hears = (text: string): boolean => answering.test(text.trim()) || plain.test(numberFirst(text))

export const replied = ({ text }: Replied, args: Record<string, string>): Input | undefined =>
  answering.test(text.trim()) ? { text: `${args.request} ${text.trim()}`, values: {} } : undefined

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  if ('list' in said) return pendingPost(await pendingMatters(ctx, workspaceFor(ctx, place.chat)), said.unnumbered)
  return verdictPost(await decide(ctx, said, originOf(place)))
}
