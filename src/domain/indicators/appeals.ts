import { actorOf, recordAudit } from '#src/domain/audit/record.ts'
import { assertMay, may } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import {
  type AppealEstate,
  type AppealMonth,
  findIndicatorDefinition,
  type IndicatorDefinition,
  listAppealEstates,
  listAppealMonths,
  listAppealPeriods,
  saveIndicatorDefinition,
} from '#storage/repositories/indicator.ts'
import { listUnits, type Unit } from '#storage/repositories/people.ts'

/** One month of 诉求, as far as this person may see it. */
export type Appeals = {
  month: string
  street?: string
  streets: AppealMonth[]
  /** absent for who is not of the government */
  estates?: AppealEstate[]
  definition?: IndicatorDefinition
  isGovernment: boolean
}

export type AppealsAsked = { workspaceId: string; month?: string | undefined; street?: string | undefined }

/** @throws DomainError when there are no figures, or none of that month or street */
export async function getAppeals(ctx: DomainContext, { workspaceId, month, street }: AppealsAsked): Promise<Appeals> {
  const periods = await listAppealPeriods(ctx.tx, workspaceId)
  const period = month ?? periods[0]
  if (!period) throw new DomainError('NO_APPEALS', '还没有导入诉求数据，未提供。')
  if (!periods.includes(period)) throw new DomainError('NO_APPEALS', `没有${period}的诉求数据，现有：${periods.slice(0, 6).join('、')}。`)
  const of = street && (await streetNamed(ctx, workspaceId, street))
  const isGovernment = may(ctx, workspaceId, 'seeAppeals')
  const units = inOrder(await listUnits(ctx.tx, workspaceId))
  const mine = <Row extends { street: string }>(rows: Row[]) =>
    rows.filter((row) => !of || row.street === of).toSorted((a, b) => units.indexOf(a.street) - units.indexOf(b.street))
  const definition = await findIndicatorDefinition(ctx.tx, workspaceId, 'appeal-rate')
  return {
    month: period,
    ...(of ? { street: of } : {}),
    streets: mine(await listAppealMonths(ctx.tx, workspaceId, period)),
    ...(isGovernment ? { estates: mine(await listAppealEstates(ctx.tx, workspaceId, period)) } : {}),
    ...(definition ? { definition } : {}),
    isGovernment,
  }
}

/** Names in the district's own order: never by figures. */
const inOrder = (units: Unit[]): string[] =>
  units
    .toSorted((a, b) => (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)

async function streetNamed({ tx }: DomainContext, workspaceId: string, said: string): Promise<string> {
  const streets = (await listUnits(tx, workspaceId)).filter(({ kind }) => kind === 'street')
  const found = streets.find(({ name, aliases }) => name === said || aliases.includes(said))
  if (!found) throw new DomainError('NO_STREET', `名册中没有街镇「${said}」，请核对名称。`)
  return found.name
}

/** A lead lays down what the documents leave open: what is counted, what it is divided by, on whose word. */
export async function defineAppealRate(
  ctx: DomainContext,
  workspaceId: string,
  { numerator, denominator, basis }: Pick<IndicatorDefinition, 'numerator' | 'denominator' | 'basis'>,
): Promise<IndicatorDefinition> {
  assertMay(ctx, workspaceId, 'defineIndicator')
  const before = await findIndicatorDefinition(ctx.tx, workspaceId, 'appeal-rate')
  const row = { workspaceId, indicator: 'appeal-rate' as const, numerator, denominator, basis, by: await actorOf(ctx), at: ctx.now }
  await saveIndicatorDefinition(ctx.tx, row)
  await recordAudit(ctx, {
    subject: `indicator:${workspaceId}/appeal-rate`,
    action: 'indicator.define',
    ...(before ? { before: { numerator: before.numerator, denominator: before.denominator } } : {}),
    after: { numerator, denominator },
  })
  return row
}
