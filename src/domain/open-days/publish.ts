import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { publishWithinDays } from '#src/domain/reports/due.ts'
import { offerForwarding } from '#src/domain/reports/forward.ts'
import { openDayKit } from '#src/views/open-day.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listOpenDaysToTell } from '#storage/repositories/service.ts'
import { postOf, type Stage, subjectOf } from './find.ts'

/** Sends this owner group the notices of days to come and the recaps of days held, each once. */
export async function publishOpenDays(ctx: DomainContext, chat: Chat): Promise<void> {
  if (chat.kind === 'owner' && chat.communityId) await tellOpenDays(ctx, chat.communityId, chat)
}

/** Tells the estate's open days to the group given, and gives its keepers the kits for the other groups. */
export async function tellOpenDays(ctx: DomainContext, communityId: string, chat?: Chat): Promise<void> {
  const since = new Date(ctx.now.getTime() - publishWithinDays * 86_400_000)
  for (const day of await listOpenDaysToTell(ctx.tx, communityId, since)) {
    const stage: Stage = day.recappedAt ? 'recap' : 'notice'
    if (stage === 'notice' && day.on < shanghaiDateOf(ctx.now)) continue
    const [post, subject] = [await postOf(ctx, day, stage), subjectOf(day, stage)]
    if (chat) await ctx.send(post, { channel: chat.channel, chatId: chat.chatId }, `${subject}:${chat.channel}:${chat.chatId}`)
    await offerForwarding(ctx, communityId, subject, openDayKit(post))
  }
}
