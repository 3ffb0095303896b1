import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { type LedgerItem, listLedgerItems } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { kindOf } from './catalogue.ts'
import type { LedgerKind } from './kind.ts'
import { loadRegister, spotOf } from './register.ts'

/** Items a name may mean: by the register's name, else by the last words of an item's own. */
export async function itemsNamed(ctx: DomainContext, plan: Plan, kind: LedgerKind, said: string): Promise<LedgerItem[]> {
  const items = await listLedgerItems(ctx.tx, plan.id, kind.id)
  const register = await loadRegister(ctx, plan.workspaceId)
  const ids = new Set(register.communities.filter(({ name, aka }) => name === said || aka.includes(said)).map(({ id }) => id))
  return items.filter((item) => item.name === said || (item.communityId !== null && ids.has(item.communityId)))
}

/** The one item meant. @throws DomainError when there is none, or several */
export async function itemNamed(ctx: DomainContext, plan: Plan, kindId: string, said: string): Promise<LedgerItem> {
  const kind = kindOf(kindId)
  const [street, name] = said.includes('/') ? said.split('/', 2) : [undefined, said]
  const found = (await itemsNamed(ctx, plan, kind, name!)).filter((item) => street === undefined || item.street === street)
  if (found.length === 1) return found[0]!
  if (found.length > 1) {
    const ways = found.slice(0, 5).map((item) => `${item.street ?? '未登记街镇'}/${item.name}`)
    throw new DomainError('WHICH_ITEM', `${kind.name}台账中有${found.length}条「${name}」，请写明是哪一条，如「${ways[0]}」。`)
  }
  const { communities } = await loadRegister(ctx, plan.workspaceId)
  const known = spotOf({ streets: [], communities }, { name: name! })
  const aside = 'problem' in known || known.communityId === null ? '名称' : '是否已上账'
  throw new DomainError('NO_ITEM', `${kind.name}台账中没有「${name}」，请核对${aside}，或先用「台账 ${kind.aka[0]} ${name}」上账。`)
}
