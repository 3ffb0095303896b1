import { z } from 'zod'
import { boardKey } from '#src/domain/communities/board-link.ts'
import { communityIn } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { askDisclosure } from '#src/domain/disclosures/board.ts'
import { asksElsewhere } from '#src/domain/disclosures/match.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { boardPost, disclosurePost } from '#src/views/disclosure.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '公示',
  aliases: ['公示栏'],
  summary: '查本小区公示',
  usage: '公示 [项目]，如 公示 收费标准',
  audience: 'owner' as const,
}

export const args = z.object({ question: z.string().max(200) })

export const parse = ({ text, values }: Input): unknown => ({ question: values.question ?? text })

export async function run(ctx: DomainContext, { question }: z.infer<typeof args>, place: Place): Promise<Post> {
  const named = await communityIn(ctx.tx, question)
  const communityId = place.chat?.communityId ?? named?.id
  if (!communityId) throw new DomainError('NO_COMMUNITY', '请写明是哪个小区，如「公示 示例花园 收费标准」；或在本小区业主群内提问。')
  if (named && named.id !== communityId)
    throw new DomainError('OTHER_ESTATE', `本群只提供本小区的公示；${named.name}的公示请在其业主群查询。`)
  if (!named && asksElsewhere(question)) throw new DomainError('OTHER_ESTATE', '这里只提供本小区的公示；其他小区的公示请在其业主群查询。')
  const { board, row, fact } = await askDisclosure(ctx, communityId, question, place.chat)
  const key = place.chat && (await boardKey(ctx, place.chat))
  return row
    ? disclosurePost({ board, row, ...(fact ? { fact } : {}) }, question, ctx.publicUrl, key)
    : boardPost(board, ctx.publicUrl, key)
}
