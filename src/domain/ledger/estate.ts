import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listProofFiles, type ProofFile } from '#storage/repositories/evidence.ts'
import {
  type LedgerEvent,
  type LedgerItem,
  type LedgerProof,
  listLedgerEvents,
  listLedgerProofs,
  lockLedgerItem,
} from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { kindNamed, kindOf } from './catalogue.ts'
import { itemNamed } from './find.ts'
import type { CloseState } from './rules-close.ts'

/** The ledger whose items are closed by proofs and reviews. */
export const closingKind = kindNamed('老旧小区引入物业')!

/** An estate on its way to 销账, with everything a reviewer looks at. */
export type Estate = { plan: Plan; item: LedgerItem; proofs: LedgerProof[]; files: ProofFile[]; events: LedgerEvent[]; ruling?: Ruling }

export type Ruling = { allowed: boolean; reason: string; at: Date }

/** Which estate: by name, or by the id a form carries; pressed, together with the version it was made from. */
export type EstateSaid = { name: string } | { id: number; version?: number | undefined }

/** @throws DomainError when there is none of that name, or several */
export async function getEstate(ctx: DomainContext, plan: Plan, said: EstateSaid): Promise<Estate> {
  const id = 'id' in said ? said.id : (await itemNamed(ctx, plan, closingKind.id, said.name)).id
  const item = await lockLedgerItem(ctx.tx, id)
  if (!item || item.removedAt || item.planId !== plan.id || item.kind !== closingKind.id)
    throw new DomainError('NO_ITEM', '这个小区已不在台账上，请在台账中核对。')
  if ('id' in said && said.version !== undefined && said.version !== item.version)
    throw new DomainError('STALE_ITEM', '此项内容已被更新，本次未记录，请发送「销账 小区名称」查看后再办。')
  return loadEstate(ctx, plan, item)
}

/** All that stands in the records of an item; the ruling that counts is the newest. */
export async function loadEstate({ tx }: DomainContext, plan: Plan, item: LedgerItem): Promise<Estate> {
  const events = await listLedgerEvents(tx, item.id)
  const ruled = events.findLast(({ action }) => action === 'allow' || action === 'deny')
  const ruling = ruled && { allowed: ruled.action === 'allow', reason: ruled.note, at: ruled.at }
  return {
    plan,
    item,
    proofs: await listLedgerProofs(tx, [item.id]),
    files: await listProofFiles(tx, [item.id]),
    events,
    ...(ruling ? { ruling } : {}),
  }
}

export const closeStateOf = ({ state }: LedgerItem): CloseState => state as CloseState

/** A way of management of which the documents do not say whether it can be closed. */
export function needsRuling({ item, ruling }: Estate): boolean {
  const { mode, needRuling } = kindOf(item.kind).closing!
  return needRuling.includes(String(item.data[mode])) && !ruling?.allowed
}
