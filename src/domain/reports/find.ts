import type { DomainContext } from '#src/domain/context.ts'
import type { Queryable } from '#storage/db.ts'
import {
  findCommunity,
  findReport,
  listReports,
  listReportVersions,
  type ReportRow,
  type ReportVersion,
} from '#storage/repositories/owner.ts'
import type { Report } from './report.ts'

/** A stored report with its estate's name. */
export async function reportOf(tx: Queryable, row: ReportRow): Promise<Report> {
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
  const before = (row.version === 1 ? [] : await listReportVersions(tx, id)).filter(({ publishedAt }) => publishedAt !== null)
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
  for (const { id } of await listReports(ctx.tx, communityId, '9999-12-31')) {
    const found = await findPublishedReport(ctx.tx, id)
    if (found) return found
  }
  return undefined
}
