import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { boardKey } from '#src/domain/communities/board-link.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { boardNewsPost } from '#src/views/disclosure.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import { listDisclosures, updateDisclosure } from '#storage/repositories/disclosure.ts'
import type { Chat } from '#storage/repositories/people.ts'

/** What was published longer ago is no news. */
const newsMs = 7 * 86_400_000

/** Tells an owner group once what was published or corrected since it last heard; the group is then among its channels. */
export async function tellBoard(ctx: DomainContext, chat: Chat): Promise<number> {
  const { channel, chatId, communityId } = chat
  const community = communityId && (await findCommunity(ctx.tx, communityId))
  if (!community) return 0
  const on = shanghaiDateOf(ctx.now)
  const place = `${channel}:${chatId}`
  const news = (await listDisclosures(ctx.tx, community.id, on)).filter(
    ({ status, publishedAt, channels }) =>
      status === 'published' && publishedAt && ctx.now.getTime() - publishedAt.getTime() < newsMs && !channels.includes(place),
  )
  if (news.length === 0) return 0
  await ctx.send(boardNewsPost(community, news, ctx.publicUrl, await boardKey(ctx, chat)), { channel, chatId }, `board:${place}:${on}`)
  for (const { id, channels } of news) await updateDisclosure(ctx.tx, id, { channels: [...channels, place] })
  return news.length
}
