import { addDays } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { reportPost } from '#src/views/report.ts'
import type { Queryable } from '#storage/db.ts'
import {
  findCommunity,
  findReport,
  listReports,
  listReportVersions,
  markReportPublished,
  type ReportRow,
  type ReportVersion,
} from '#storage/repositories/owner.ts'
import type { Chat } from '#storage/repositories/people.ts'
import type { Report } from './report.ts'

/** A group bound later is not flooded with the past: older reports are found by asking. */
const publishWithinDays = 7

async function reportOf(tx: Queryable, row: ReportRow): Promise<Report> {
  const community = await findCommunity(tx, row.communityId)
  if (!community) throw new Error(`report ${row.id} of unknown community ${row.communityId}`)
  const { id, communityId, periodLabel, periodType, preparedBy, version, hash, sections, sample } = row
  const base = { id, communityId, communityName: community.name, periodLabel, periodType, preparedBy, version, hash, sections, sample }
  return {
    ...base,
    from: row.fromOn,
    to: row.toOn,
    ...(row.reviewedBy ? { reviewedBy: row.reviewedBy } : {}),
    ...(row.publishedAt ? { publishedAt: row.publishedAt } : {}),
    ...(row.correctionReason ? { correctionReason: row.correctionReason } : {}),
  }
}

/** A report owners may read, with the versions before it: while a correction waits to be published, the version they have read. */
export async function findPublishedReport(tx: Queryable, id: string): Promise<Report | undefined> {
  const row = await findReport(tx, id)
  if (!row) return undefined
  const before = (await listReportVersions(tx, id)).filter(({ publishedAt }) => publishedAt !== null)
  const shown = row.status === 'published' ? row : before[0] && { ...row, ...before.shift()! }
  return shown && { ...(await reportOf(tx, shown)), history: before.map(pastVersion) }
}

const pastVersion = ({ version, publishedAt, hash, correctionReason }: ReportVersion) => ({
  version,
  hash,
  ...(publishedAt ? { publishedAt } : {}),
  ...(correctionReason ? { correctionReason } : {}),
})

export async function latestReport(ctx: DomainContext, communityId: string): Promise<Report | undefined> {
  const rows = await listReports(ctx.tx, communityId, shanghaiDateOf(ctx.now))
  const row = rows.find((candidate) => candidate.status === 'published')
  return row && reportOf(ctx.tx, row)
}

/** Sends this owner group every reviewed report whose day has come; each version of each report once per group. */
export async function publishReports(ctx: DomainContext, chat: Chat): Promise<number> {
  if (chat.kind !== 'owner' || !chat.communityId) return 0
  const today = shanghaiDateOf(ctx.now)
  const since = addDays(today, -publishWithinDays)
  const due = (await listReports(ctx.tx, chat.communityId, today)).filter((row) => row.status !== 'draft' && row.publishOn! > since)
  for (const row of due) {
    await markReportPublished(ctx.tx, row.id, ctx.now)
    const post = reportPost(await reportOf(ctx.tx, row), ctx.publicUrl)
    await ctx.send(post, { channel: chat.channel, chatId: chat.chatId }, `report:${row.id}:v${row.version}:${chat.channel}:${chat.chatId}`)
  }
  return due.length
}
