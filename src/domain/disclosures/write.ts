import { randomUUID } from 'node:crypto'
import { recordAudit } from '#src/domain/audit/record.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { accountFlaw, accountOf, yuanOf } from '#src/domain/estates/rules-account.ts'
import { claimedNet } from '#src/domain/estates/rules-account-lines.ts'
import { revenueFlaw } from '#src/domain/reports/rules-revenue.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { type DisclosureRow, insertDisclosures, listDisclosureVersions, updateDisclosure } from '#storage/repositories/disclosure.ts'
import { listRevenue } from '#storage/repositories/estate.ts'
import { findRepairFund } from '#storage/repositories/service.ts'
import { findCatalogueItem } from './catalogue.ts'
import type { CatalogueItem } from './disclosure.ts'
import { disclosureHash } from './hash.ts'
import { figuresOfLines } from './rules-lines.ts'

export type Draft = { code: string; lines: { label: string; value?: string }[]; preparedBy: string; reason?: string }

/** @throws DomainError when the catalogue has no such item */
export function getCatalogueItem(name: string): CatalogueItem {
  const item = findCatalogueItem(name)
  if (!item) throw new DomainError('NO_ITEM', `公示目录中没有「${name}」，可写 D1 至 D19 或项目名称。`)
  return item
}

/** Writes the next version down as a draft; what is published already is corrected with a reason. */
export async function prepareDisclosure(ctx: DomainContext, community: Community, draft: Draft): Promise<DisclosureRow> {
  const item = getCatalogueItem(draft.code)
  const versions = await listDisclosureVersions(ctx.tx, community.id, item.code)
  const published = versions.find(({ status }) => status !== 'draft')
  assertMay(ctx, community, published ? 'correct' : 'prepare', item.visibility)
  if (published && !draft.reason) throw new DomainError('NO_REASON', `${item.title}已公示第${published.version}版，更正须写明原因。`)
  if (draft.lines.length === 0) throw new DomainError('NO_LINES', '请写明公示内容，如「物业费=2.68元/㎡·月」。')
  const open = versions.find(({ status }) => status === 'draft')
  if (open) throw new DomainError('OPEN_DRAFT', `${item.title}第${open.version}版正在等待审核，审核后再更正。`)
  const row: DisclosureRow = {
    id: randomUUID(),
    communityId: community.id,
    code: item.code,
    title: item.title,
    lines: draft.lines,
    version: (versions[0]?.version ?? 0) + 1,
    publishedOn: shanghaiDateOf(ctx.now),
    ...{ publishedAt: null, channels: [], files: [] },
    preparedBy: draft.preparedBy,
    reviewedBy: null,
    status: 'draft',
    correctionReason: draft.reason ?? null,
    withdrawnOn: null,
    withdrawalReason: null,
    hash: null,
    sample: false,
  }
  await insertDisclosures(ctx.tx, [row])
  await recordAudit(ctx, {
    subject: `disclosure:${community.id}/${item.code}`,
    action: 'disclosure.prepare',
    after: { version: row.version },
  })
  return row
}

/** Publishes the draft; whoever prepared it does not review it. */
export async function reviewDisclosure(ctx: DomainContext, community: Community, name: string, reviewer: string): Promise<DisclosureRow> {
  const item = getCatalogueItem(name)
  assertMay(ctx, community, 'review', item.visibility)
  const draft = (await listDisclosureVersions(ctx.tx, community.id, item.code)).find(({ status }) => status === 'draft')
  if (!draft) throw new DomainError('NO_DRAFT', `${community.name}的${item.title}没有待审核的版本。`)
  if (draft.preparedBy === reviewer) throw new DomainError('SAME_PERSON', '编制和审核须由不同单位进行。')
  const flaw = revenueFlaw(figuresOfLines(draft.lines)) ?? (item.code === 'D5' ? await accountsFlaw(ctx, draft) : undefined)
  if (flaw) throw new DomainError('FLAWED', `${flaw}未发布，请更正后再审核。`)
  const set = {
    ...{ status: 'published' as const, reviewedBy: reviewer },
    ...{ publishedOn: shanghaiDateOf(ctx.now), publishedAt: ctx.now, hash: disclosureHash(draft) },
  }
  await updateDisclosure(ctx.tx, draft.id, set)
  await recordAudit(ctx, {
    subject: `disclosure:${community.id}/${item.code}`,
    action: 'disclosure.publish',
    after: { version: draft.version, hash: set.hash },
  })
  return { ...draft, ...set }
}

/** Figures that claim to be the account's must be what the account says now. */
async function accountsFlaw(ctx: DomainContext, { communityId, lines }: DisclosureRow): Promise<string | undefined> {
  const claimed = claimedNet(lines)
  if (!claimed) return undefined
  const account = accountOf(await listRevenue(ctx.tx, communityId, `${claimed.year}-01-01`, `${claimed.year}-12-31`))
  if (account.entries === 0) return undefined
  if (claimed.net !== yuanOf(account.net)) return `公共收益净额${claimed.net}与账目${yuanOf(account.net)}不符。`
  return accountFlaw(account, await findRepairFund(ctx.tx, communityId, `${claimed.year}-12-31`))
}

/** Takes the published version off the board; it stays in the history with the reason. */
export async function withdrawDisclosure(ctx: DomainContext, community: Community, name: string, reason: string): Promise<DisclosureRow> {
  const item = getCatalogueItem(name)
  assertMay(ctx, community, 'withdraw', item.visibility)
  const current = (await listDisclosureVersions(ctx.tx, community.id, item.code)).find(({ status }) => status !== 'draft')
  if (current?.status !== 'published') throw new DomainError('NOT_PUBLISHED', `${community.name}没有公示中的${item.title}。`)
  const set = { status: 'withdrawn' as const, withdrawnOn: shanghaiDateOf(ctx.now), withdrawalReason: reason }
  await updateDisclosure(ctx.tx, current.id, set)
  await recordAudit(ctx, {
    subject: `disclosure:${community.id}/${item.code}`,
    action: 'disclosure.withdraw',
    before: { version: current.version },
  })
  return { ...current, ...set }
}
