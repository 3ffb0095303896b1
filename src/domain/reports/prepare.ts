import { recordAudit } from '#src/domain/audit/record.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { correctReport, findReport, insertReports, lockReport, type ReportRow, updateReport } from '#storage/repositories/report.ts'
import { gatherFacts } from './gather.ts'
import { reportHash } from './hash.ts'
import { getPeriod } from './period.ts'
import { draftSections, redrafted, withRates } from './rules-draft.ts'
import { type Fill, filled } from './rules-fill.ts'
import type { Period } from './rules-period.ts'

/** @throws DomainError for words that name no period */
export function reportIdOf(community: Community, said: string): { id: string; period: Period } {
  const period = getPeriod(said)
  return { id: `${community.id}-${period.slug}`, period }
}

/**
 * Writes the first version down as far as the records go; a draft that is there already follows what they say now.
 * @throws DomainError when the period's report has been reviewed before
 */
export async function draftReport(ctx: DomainContext, community: Community, said: string, preparedBy: string): Promise<ReportRow> {
  assertMay(ctx, community, 'prepare', 'OWN')
  const { id, period } = reportIdOf(community, said)
  const known = await lockReport(ctx.tx, id)
  if (known && (known.status !== 'draft' || known.version > 1))
    throw new DomainError('KNOWN', `${community.name}${said}已有第${known.version}版，请直接填报或更正。`)
  const sections = draftSections(period, said, await gatherFacts(ctx.tx, community.id, period))
  if (known) return redraft(ctx, known, redrafted(sections, known.sections), preparedBy)
  const content = { communityId: community.id, fromOn: period.from, toOn: period.to, version: 1, sections }
  const row: ReportRow = {
    ...{ id, ...content, periodLabel: said, periodType: period.type, preparedBy, reviewedBy: null, status: 'draft' },
    ...{ publishOn: null, publishedAt: null, correctionReason: null, sample: false, hash: reportHash(content) },
  }
  await insertReports(ctx.tx, [row])
  await recordAudit(ctx, { subject: `report:${id}`, action: 'report.prepare', after: { version: 1, hash: row.hash } })
  return row
}

async function redraft(ctx: DomainContext, known: ReportRow, sections: ReportRow['sections'], preparedBy: string): Promise<ReportRow> {
  const row = { ...known, sections, preparedBy, hash: reportHash({ ...known, sections }) }
  await updateReport(ctx.tx, known.id, { sections, preparedBy, hash: row.hash })
  const [before, after] = [known, row].map(({ version, hash }) => ({ version, hash }))
  await recordAudit(ctx, { subject: `report:${known.id}`, action: 'report.prepare', before, after })
  return row
}

export type Filling = { id: string; fills: Fill[]; preparedBy: string; reason?: string; hash?: string }

/**
 * Puts figures in. A draft changes in place; what has been reviewed or published gets a next version, with the reason.
 * @throws DomainError for a form made from an older state, unknown figures, wrong units
 */
export async function fillReport(
  ctx: DomainContext,
  community: Community,
  { id, fills, preparedBy, reason, hash }: Filling,
): Promise<ReportRow> {
  const row = await lockReport(ctx.tx, id)
  if (!row) throw new DomainError('NO_REPORT', '还没有这期报告，请先「报告办理 起草 小区 报告期」。')
  assertMay(ctx, community, row.status === 'draft' ? 'prepare' : 'correct', 'OWN')
  if (hash !== undefined && hash !== row.hash) throw new DomainError('STALE', '报告已有新的内容，请在最新的卡片上填写。')
  if (row.status !== 'draft' && !reason)
    throw new DomainError('NO_REASON', `第${row.version}版已审核，更正须写明原因，如「原因：台账统计有误」。`)
  const sections = withRates(filled(row.sections, fills))
  const version = row.status === 'draft' ? row.version : row.version + 1
  const next = { ...row, sections, version, preparedBy, hash: reportHash({ ...row, sections, version }) }
  if (row.status === 'draft') await updateReport(ctx.tx, id, { sections, preparedBy, hash: next.hash })
  else await correctReport(ctx.tx, row, { ...next, reviewedBy: null, correctionReason: reason! })
  const action = row.status === 'draft' ? 'report.fill' : 'report.correct'
  const [before, after] = [row, next].map((one) => ({ version: one.version, hash: one.hash }))
  await recordAudit(ctx, { subject: `report:${id}`, action, before, after })
  return (await findReport(ctx.tx, id))!
}
