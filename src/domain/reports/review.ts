import { recordAudit } from '#src/domain/audit/record.ts'
import { addDays } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { reportReviewPost, reportSentBackPost } from '#src/views/report-kept.ts'
import type { Community } from '#storage/repositories/community.ts'
import { type Chat, listChats } from '#storage/repositories/people.ts'
import { lockReport, type ReportRow, updateReport } from '#storage/repositories/report.ts'
import { keepersOf } from './forward.ts'
import { reportHash } from './hash.ts'
import { flawsIn } from './rules-figures.ts'

/** The groups of those who may review an estate's report: its committee and its street. */
async function reviewersOf(ctx: DomainContext, { workspaceId, name, aka, street }: Community): Promise<Chat[]> {
  const units = new Set([name, ...aka, street])
  return (await listChats(ctx.tx, workspaceId)).filter(
    (chat) => chat.state === 'bound' && chat.kind === 'work' && chat.unit !== null && units.has(chat.unit),
  )
}

/** @throws DomainError with the first contradiction and how many there are */
function assertSound({ sections }: ReportRow): void {
  const [first, ...rest] = flawsIn(sections)
  if (!first) return
  const more = rest.length > 0 ? `另有${rest.length}处。` : ''
  throw new DomainError('FLAWED', `报告前后不一致，未提交：${first.section}「${first.label}」${first.problem}${more}`)
}

async function getDraft(ctx: DomainContext, id: string): Promise<ReportRow> {
  const row = await lockReport(ctx.tx, id)
  if (!row) throw new DomainError('NO_REPORT', '还没有这期报告，请先「报告办理 起草 小区 报告期」。')
  if (row.status !== 'draft') throw new DomainError('NO_DRAFT', `这期报告第${row.version}版已审核，没有待审核的内容。`)
  return row
}

/** Lays the draft before committee and street. @returns how many groups were asked */
export async function submitReport(ctx: DomainContext, community: Community, id: string): Promise<{ row: ReportRow; asked: number }> {
  const row = await getDraft(ctx, id)
  assertMay(ctx, community, 'prepare', 'OWN')
  assertSound(row)
  const chats = await reviewersOf(ctx, community)
  for (const { channel, chatId } of chats)
    await ctx.send(reportReviewPost(row, community), { channel, chatId }, `review-report:${id}:${row.hash}:${channel}:${chatId}`)
  return { row, asked: chats.length }
}

export type Review = { id: string; reviewer: string; hash?: string; checked: boolean; publishOn?: string }

/** Approves a draft for its day, the next one unless said otherwise. `checked`: the reviewer compared it with the records. */
export async function approveReport(
  ctx: DomainContext,
  community: Community,
  { id, reviewer, hash, checked, publishOn }: Review,
): Promise<ReportRow> {
  const row = await getDraft(ctx, id)
  assertMay(ctx, community, 'review', 'OWN')
  assertSame(row, hash)
  if (row.preparedBy === reviewer) throw new DomainError('SAME_PERSON', '编制和审核须由不同单位进行。')
  assertSound(row)
  const tomorrow = addDays(shanghaiDateOf(ctx.now), 1)
  if (publishOn !== undefined && publishOn < tomorrow) throw new DomainError('TOO_SOON', `发布日期最早为${tomorrow}。`)
  const sections = checked ? row.sections.map((section) => ({ ...section, figures: section.figures.map(asChecked) })) : row.sections
  const set = { sections, reviewedBy: reviewer, status: 'reviewed' as const, publishOn: publishOn ?? tomorrow }
  const next = { ...row, ...set, hash: reportHash({ ...row, sections }) }
  await updateReport(ctx.tx, id, { ...set, hash: next.hash })
  await recordAudit(ctx, {
    subject: `report:${id}`,
    action: 'report.review',
    after: { version: row.version, hash: next.hash, publishOn: set.publishOn },
  })
  return next
}

const asChecked = <F extends { value?: string; status: string }>(figure: F): F =>
  figure.value !== undefined && figure.status === '自报' ? { ...figure, status: '已核' } : figure

/** Gives a draft back to whoever prepared it, with the reason. */
export async function sendBackReport(
  ctx: DomainContext,
  community: Community,
  { id, reviewer, hash, reason }: { id: string; reviewer: string; hash?: string; reason: string },
): Promise<ReportRow> {
  const row = await getDraft(ctx, id)
  assertMay(ctx, community, 'review', 'OWN')
  assertSame(row, hash)
  await recordAudit(ctx, { subject: `report:${id}`, action: 'report.sendback', after: { version: row.version, hash: row.hash } })
  for (const { channel, chatId } of await keepersOf(ctx, community.id))
    await ctx.send(reportSentBackPost(row, community, reviewer, reason), { channel, chatId }, `back:${id}:${row.hash}:${channel}:${chatId}`)
  return row
}

function assertSame(row: ReportRow, hash: string | undefined): void {
  if (hash !== undefined && hash !== row.hash) throw new DomainError('STALE', '报告内容已变化，请等待新的审核卡片。')
}
