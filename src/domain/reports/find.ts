import type { DomainContext } from '#src/domain/context.ts'
import type { Queryable } from '#storage/db.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import {
  findReport,
  findReportBefore,
  listReports,
  listReportVersions,
  type ReportRow,
  type ReportVersion,
} from '#storage/repositories/report.ts'
import { getPeriod } from './period.ts'
import type { Report } from './report.ts'
import { comparedWith } from './rules-compare.ts'

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

/** A report owners may read, beside the period before and with its earlier versions: while a correction waits to be published, the version they have read. */
export async function findPublishedReport(tx: Queryable, id: string): Promise<Report | undefined> {
  const row = await findReport(tx, id)
  const { shown, before = [] } = (row && (await readableOf(tx, row))) ?? {}
  if (!shown) return undefined
  return { ...(await comparedReport(tx, shown)), history: before.map(pastVersion) }
}

/** A stored report beside the period before. */
export async function comparedReport(tx: Queryable, row: ReportRow): Promise<Report> {
  const report = await reportOf(tx, row)
  return { ...report, sections: comparedWith(report.sections, (await periodBefore(tx, row))?.sections ?? []) }
}

/** The version of a report that owners have read last, and those before it, newest first. */
async function readableOf(tx: Queryable, row: ReportRow): Promise<{ shown: ReportRow | undefined; before: ReportVersion[] }> {
  const before = (row.version === 1 ? [] : await listReportVersions(tx, row.id)).filter(({ publishedAt }) => publishedAt !== null)
  if (row.status === 'published') return { shown: row, before }
  const [latest, ...older] = before
  return { shown: latest && { ...row, ...latest }, before: older }
}

async function periodBefore(tx: Queryable, { communityId, periodType, fromOn }: ReportRow): Promise<ReportRow | undefined> {
  const row = await findReportBefore(tx, communityId, periodType, fromOn)
  return row && (await readableOf(tx, row)).shown
}

const pastVersion = ({ version, publishedAt, hash, correctionReason }: ReportVersion) => ({
  version,
  hash,
  ...(publishedAt ? { publishedAt } : {}),
  ...(correctionReason ? { correctionReason } : {}),
})

/** The newest period owners may read; undefined where none was ever published. */
export async function latestReport(ctx: DomainContext, communityId: string): Promise<Report | undefined> {
  for (const { id } of await listReports(ctx.tx, communityId, '9999-12-31')) {
    const found = await findPublishedReport(ctx.tx, id)
    if (found) return found
  }
  return undefined
}

/** The report owners may read of that period. @throws DomainError for words that name no period */
export async function reportOfPeriod(ctx: DomainContext, communityId: string, said: string): Promise<Report | undefined> {
  const period = getPeriod(said)
  const row = (await listReports(ctx.tx, communityId, '9999-12-31')).find(
    ({ fromOn, toOn }) => fromOn === period.from && toOn === period.to,
  )
  return row && findPublishedReport(ctx.tx, row.id)
}
