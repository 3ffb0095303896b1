import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { may } from '#src/domain/chats/access.ts'
import { isOffered } from '#src/domain/chats/offered.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listProofs } from '#storage/repositories/coverage.ts'
import { findCatalogueItem } from './catalogue.ts'
import { type Coverage, coverageOf } from './rules-coverage.ts'

/** How far the three 100 % goals are reached; a street sees its own estates. @throws DomainError for who is not of the government */
export async function getCoverage(ctx: DomainContext, workspaceId: string, said?: string): Promise<Coverage[]> {
  if (!isOffered(ctx, { work: 'seeCoverage' }, workspaceId))
    throw new DomainError('NOT_ALLOWED', '公示覆盖情况由专班和街镇查看；本小区公示发送「公示」。')
  const on = shanghaiDateOf(ctx.now)
  const estates = (await listProofs(ctx.tx, workspaceId, on)).map((estate) => ({
    ...estate,
    published: estate.published.map((one) => ({ ...one, goodForMonths: findCatalogueItem(one.code)?.goodForMonths })),
  }))
  const all = coverageOf(estates, on).filter(({ street }) => may(ctx, workspaceId, 'seeCoverage', street))
  const asked = said ? all.filter(({ street }) => street === said || street.startsWith(said)) : all
  if (asked.length === 0)
    throw new DomainError('NO_ESTATES', said ? `没有「${said}」的小区，请核对街镇名称。` : '名册中还没有小区，请先导入小区名册。')
  return asked
}
