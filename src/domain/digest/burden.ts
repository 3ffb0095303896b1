import { addDays, weekdayOf } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { ChannelName } from '#src/message.ts'
import { countPosted } from '#storage/repositories/burden.ts'

type Place = { channel: ChannelName; chatId: string }

/** How many messages each of these chats has had from us since Monday. */
export async function postedThisWeek(ctx: DomainContext, chats: Place[]): Promise<(chat: Place) => number> {
  const today = shanghaiDateOf(ctx.now)
  const monday = instantOf(addDays(today, 1 - weekdayOf(today)), '00:00')
  const posted = chats.length > 0 ? await countPosted(ctx.tx, chats, monday, ctx.now) : new Map<string, number>()
  return ({ channel, chatId }) => posted.get(`${channel}:${chatId}`) ?? 0
}
