import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { findObjectionOf } from '#src/domain/objections/find.ts'
import { receiveObjection } from '#src/domain/objections/receive.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { receiptPost, standingPost } from '#src/views/objection.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '异议',
  aliases: [],
  summary: '对公示或报告提出异议，不记名；写编号看办理情况',
  usage: '异议 内容，如 异议 停车费与公示不一致；或 异议 编号',
  audience: 'owner' as const,
}

/** A receipt, by itself or in a short question: YY20261123-0001答复了吗 */
const receipt = /^(YY\d{8}-\d{4,})\s*(?:.{0,8}(?:[吗么呢没][?？]?|[?？])|.{0,4}(?:怎么样|怎样|进展|结果|到哪).{0,4})?$/i

/** 我有异议, 对停车费的公示有异议: said without the command's name first. */
export const hears = (text: string): boolean => /有异议|提异议|不认可/.test(text) || receipt.test(text.trim())

export const args = z.object({ text: z.string().max(2000), id: z.string().optional() })

export const parse = ({ text }: Input): unknown => ({ text, id: receipt.exec(text.trim())?.[1]?.toUpperCase() })

export async function run(ctx: DomainContext, { text, id }: z.infer<typeof args>, place: Place): Promise<Post> {
  const communityId = place.chat?.communityId
  if (!communityId) throw new DomainError('NO_COMMUNITY', '异议按小区受理，请在本小区业主群内或公示页上提出。')
  if (id) return standingPost(await findObjectionOf(ctx, communityId, id), shanghaiDateOf(ctx.now))
  const { channel, userId } = assertPerson(ctx)
  return receiptPost(await receiveObjection(ctx, { communityId, text, voice: [channel, userId] }))
}
