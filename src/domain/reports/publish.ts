import { addDays } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { blockedPost, reportKit, reportPost } from '#src/views/report.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listReports, markReportPublished } from '#storage/repositories/report.ts'
import { publishWithinDays } from './due.ts'
import { reportOf } from './find.ts'
import { keepersOf, offerForwarding, subjectOf } from './forward.ts'
import { picturesOf } from './picture.ts'
import type { Report } from './report.ts'
import { flawsIn } from './rules-figures.ts'

/** Sends this owner group every reviewed report whose day has come, each version once per group. */
export async function publishReports(ctx: DomainContext, chat: Chat): Promise<number> {
  if (chat.kind !== 'owner' || !chat.communityId) return 0
  return publishDue(ctx, chat.communityId, chat)
}

/**
 * Makes public what is due of one estate, to the group given, and gives its keepers the kit for the other groups;
 * a report that contradicts itself goes back to them.
 */
export async function publishDue(ctx: DomainContext, communityId: string, chat?: Chat): Promise<number> {
  const today = shanghaiDateOf(ctx.now)
  const since = addDays(today, -publishWithinDays)
  const due = (await listReports(ctx.tx, communityId, today)).filter((row) => row.status !== 'draft' && row.publishOn! > since)
  const sound = due.filter((row) => flawsIn(row.sections).length === 0)
  for (const row of due) if (!sound.includes(row)) await tellBlocked(ctx, await reportOf(ctx.tx, row))
  for (const row of sound) {
    await markReportPublished(ctx.tx, row.id, ctx.now)
    const report = await reportOf(ctx.tx, row)
    const pictures = await picturesOf(ctx, report)
    if (chat) {
      const target = { channel: chat.channel, chatId: chat.chatId }
      await ctx.send(reportPost(report, ctx.publicUrl, pictures), target, `${subjectOf(report)}:${chat.channel}:${chat.chatId}`)
    }
    await offerForwarding(ctx, communityId, subjectOf(report), reportKit(report, ctx.publicUrl, pictures))
  }
  return sound.length
}

/** Tells whoever keeps the estate's report why it does not go out, once per version. */
async function tellBlocked(ctx: DomainContext, report: Report): Promise<void> {
  for (const { channel, chatId } of await keepersOf(ctx, report.communityId))
    await ctx.send(blockedPost(report, flawsIn(report.sections)), { channel, chatId }, `blocked:${subjectOf(report)}:${channel}:${chatId}`)
}
