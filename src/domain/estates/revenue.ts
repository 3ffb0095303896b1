import { actorOf, recordAudit } from '#src/domain/audit/record.ts'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { prepareDisclosure } from '#src/domain/disclosures/write.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { type DisclosureRow, listDisclosures } from '#storage/repositories/disclosure.ts'
import {
  countRevenue,
  insertRevenue,
  listRevenue,
  lockRevenue,
  type RepairFund,
  type RevenueEntry,
  strikeRevenue,
} from '#storage/repositories/estate.ts'
import { findRepairFund } from '#storage/repositories/service.ts'
import { type Account, accountFlaw, accountOf, isFee } from './rules-account.ts'
import { accountLines, joinLines } from './rules-account-lines.ts'

export type Statement = { year: number; account: Account; fund?: RepairFund; flaw?: string }

export type Entered = Pick<RevenueEntry, 'kind' | 'source' | 'amount'> & { on?: string | undefined; note?: string | undefined }

/** 公共收益 of one year, from its own account alone. @throws DomainError for who may not read it */
export async function getStatement(ctx: DomainContext, community: Community, year: number): Promise<Statement> {
  assertMay(ctx, community, 'read', 'OWN')
  return statementOf(ctx, community.id, year)
}

async function statementOf(ctx: DomainContext, communityId: string, year: number): Promise<Statement> {
  const account = accountOf(await listRevenue(ctx.tx, communityId, `${year}-01-01`, `${year}-12-31`))
  const fund = await findRepairFund(ctx.tx, communityId, `${year}-12-31`)
  const flaw = accountFlaw(account, fund)
  return { year, account, ...(fund ? { fund } : {}), ...(flaw ? { flaw } : {}) }
}

/** @throws DomainError for fees, and for a day to come */
export async function enterRevenue(ctx: DomainContext, community: Community, entered: Entered): Promise<RevenueEntry> {
  assertMay(ctx, community, 'prepare', 'OWN')
  const today = shanghaiDateOf(ctx.now)
  const { kind, source, amount, on = today, note } = entered
  if (note && isFee(note))
    throw new DomainError('FEE', '物业费等收费不属于公共收益，应分开列账，未登记（《北京市物业管理条例》第七十四条）。')
  if (on > today) throw new DomainError('FUTURE', `日期${chineseDay(on)}还没有到，未登记。`)
  const prefix = `GY${today.replaceAll('-', '')}-`
  const number = (await countRevenue(ctx.tx, community.id, prefix)) + 1
  const row: RevenueEntry = {
    ...{ id: `${prefix}${String(number).padStart(4, '0')}`, communityId: community.id, on, kind, source, amount, note: note ?? null },
    ...{ recordedBy: await actorOf(ctx), recordedAt: ctx.now, struckAt: null, struckReason: null },
  }
  await insertRevenue(ctx.tx, [row])
  await recordAudit(ctx, { subject: `revenue:${community.id}/${row.id}`, action: 'revenue.add', after: { kind, source, amount, on } })
  return row
}

/** A wrong entry stays with the reason and no longer counts. */
export async function strikeEntry(ctx: DomainContext, community: Community, id: string, reason: string): Promise<RevenueEntry> {
  assertMay(ctx, community, 'correct', 'OWN')
  const row = await lockRevenue(ctx.tx, community.id, id)
  if (!row) throw new DomainError('NO_ENTRY', `${community.name}的公共收益账目中没有「${id}」。`)
  if (row.struckAt) throw new DomainError('STRUCK', `${id}已冲销：${row.struckReason}`)
  await strikeRevenue(ctx.tx, row, reason, ctx.now)
  await recordAudit(ctx, {
    subject: `revenue:${community.id}/${id}`,
    action: 'revenue.strike',
    before: { amount: row.amount },
    after: { reason },
  })
  return { ...row, struckAt: ctx.now, struckReason: reason }
}

/** Drafts D5 from the account, keeping what else it says. @throws DomainError with the words why it must not be published */
export async function draftStatement(
  ctx: DomainContext,
  community: Community,
  { year, preparedBy, reason }: { year: number; preparedBy: string; reason?: string | undefined },
): Promise<DisclosureRow> {
  const statement = await getStatement(ctx, community, year)
  if (statement.flaw) throw new DomainError('FLAWED', `${statement.flaw}未公示，请更正账目后再办理。`)
  const current = (await listDisclosures(ctx.tx, community.id, shanghaiDateOf(ctx.now))).find(({ code }) => code === 'D5')
  const lines = joinLines(current?.lines ?? [], accountLines(statement))
  return prepareDisclosure(ctx, community, { code: 'D5', lines, preparedBy, ...(reason ? { reason } : {}) })
}
