import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson } from '#src/domain/chats/access.ts'
import { voiceOf } from '#src/domain/communities/voice.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { addUrge, countVoice, urgesOf } from '#storage/repositories/objection.ts'
import { findBoard } from './board.ts'
import { findCatalogueItem } from './catalogue.ts'
import type { CatalogueItem } from './disclosure.ts'
import { matchItem } from './match.ts'

export type Urged = { item: CatalogueItem; times: number; again: boolean }

/** Counts that an owner misses an item. Who it was is not kept; the same person counts once a day. */
export async function urgeDisclosure(ctx: DomainContext, communityId: string, said: string): Promise<Urged> {
  const item = findCatalogueItem(said) ?? matchItem(said)
  if (!item) throw new DomainError('NO_ITEM', '请写明要催的项目，如「催公示 公共收益」。')
  const on = shanghaiDateOf(ctx.now)
  const board = await findBoard(ctx.tx, communityId, on)
  const current = board?.rows.find((row) => row.item.code === item.code)?.current
  if (current?.lines.every(({ value }) => value !== undefined))
    throw new DomainError('IS_THERE', `「${item.title}」已于${chineseDay(current.publishedOn)}公示，发送「公示 ${item.code}」查看。`)
  const { channel, userId } = assertPerson(ctx)
  const month = on.slice(0, 7)
  const again = (await countVoice(ctx.tx, 'urge', await voiceOf(ctx.tx, on, communityId, item.code, channel, userId), on)) > 1
  const times = again ? (await urgesOf(ctx.tx, communityId, month)).get(item.code)! : await addUrge(ctx.tx, communityId, item.code, month)
  return { item, times, again }
}
