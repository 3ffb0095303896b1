import { z } from 'zod'
import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { receiveObjection } from '#src/domain/objections/receive.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { receiptPost } from '#src/views/objection.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '异议',
  aliases: [],
  summary: '对公示或报告提出异议，不记名',
  usage: '异议 内容，如 异议 停车费与公示不一致',
  audience: 'owner' as const,
}

/** 我有异议, 对停车费的公示有异议: said without the command's name first. */
export const hears = (text: string): boolean => /有异议|提异议|不认可/.test(text)

export const args = z.object({ text: z.string().max(2000) })

export const parse = ({ text }: Input): unknown => ({ text })

export async function run(ctx: DomainContext, { text }: z.infer<typeof args>, place: Place): Promise<Post> {
  const communityId = place.chat?.communityId
  if (!communityId) throw new DomainError('NO_COMMUNITY', '异议按小区受理，请在本小区业主群内或公示页上提出。')
  const { channel, userId } = assertPerson(ctx)
  return receiptPost(await receiveObjection(ctx, { communityId, text, voice: [channel, userId] }))
}
