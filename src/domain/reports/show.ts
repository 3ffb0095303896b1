import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Target } from '#src/message.ts'
import { reportDraftPost } from '#src/views/report-kept.ts'
import { type Community, findCommunity } from '#storage/repositories/community.ts'
import { findReport, type ReportRow } from '#storage/repositories/report.ts'

type Where = Pick<Target, 'channel' | 'chatId'>

/** Shows a draft where it is worked on: in place of `card`, the key of the one it was filled in on, or as a new one. */
export async function showDraft(
  ctx: DomainContext,
  row: ReportRow,
  community: Community,
  { channel, chatId }: Where,
  card?: string,
): Promise<void> {
  const fresh = `draft-report:${row.id}:${row.hash}:${channel}:${chatId}`
  const post = reportDraftPost(row, community, card ?? fresh)
  await ctx.send(post, { channel, chatId, ...(card ? { replaces: card } : {}) }, card ? `${card}:${row.hash}` : fresh)
}

/** The estate a form's report is about. */
export async function estateOfReport(ctx: DomainContext, id: string): Promise<Community> {
  const row = await findReport(ctx.tx, id)
  const community = row && (await findCommunity(ctx.tx, row.communityId))
  if (!community) throw new DomainError('NO_REPORT', '没有找到这份报告，请使用最新的卡片。')
  return community
}
