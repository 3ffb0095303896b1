import { markOf } from '#src/domain/audit/canonical.ts'
import { actorOf, type Change, recordAudits } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import {
  insertLedgerEvents,
  type LedgerItem,
  listLedgerByMessage,
  lockLedgerItem,
  type NewLedgerItem,
  saveLedgerItems,
  updateLedgerItem,
} from '#storage/repositories/ledger.ts'
import { findPlan, type Plan } from '#storage/repositories/work.ts'
import { assertKeeper, staffOf, unitOf } from './access.ts'
import { kindOf, stateLabel } from './catalogue.ts'
import { type Draft, draftItems, type Wanted } from './draft.ts'
import type { LedgerKind } from './kind.ts'

/** Writes one row as a person gave it. @throws DomainError with the first thing that is wrong */
export async function writeItem(
  ctx: DomainContext,
  plan: Plan,
  kind: LedgerKind,
  wanted: Wanted & { version?: number | undefined },
): Promise<{ item: LedgerItem; what: Draft['what'] }> {
  const ownStreet = staffOf(ctx, plan).find(({ role }) => role === 'street')?.unit
  const [draft] = await draftItems(ctx, plan, kind, [{ ...wanted, ownStreet }])
  if (!draft || 'problems' in draft) {
    const [first] = draft?.problems ?? []
    throw new DomainError('LEDGER_ROW', `本次未记录：「${first?.title}」${first?.problem}`)
  }
  assertKeeper(ctx, plan, draft.row.street)
  if (draft.before && wanted.version && wanted.version !== draft.before.version) {
    throw new DomainError('STALE_ITEM', '此项内容已被更新，本次未记录，请查看后重新填报。')
  }
  if (draft.what === 'same') return { item: draft.before!, what: 'same' }
  return { item: (await writeDrafts(ctx, plan, kind, [draft]))[0]!, what: draft.what }
}

/** Writes what was drafted, with its history and its place in the trail. */
export async function writeDrafts(ctx: DomainContext, plan: Plan, kind: LedgerKind, drafts: Draft[]): Promise<LedgerItem[]> {
  const changing = drafts.filter(({ what }) => what !== 'same')
  const saved = await saveLedgerItems(
    ctx.tx,
    changing.map(({ row }) => row),
  )
  const draftOf = new Map(changing.map((draft) => [draft.row.key, draft]))
  const by = await actorOf(ctx)
  await insertLedgerEvents(
    ctx.tx,
    saved.map((item) => {
      const { before } = draftOf.get(item.key)!
      return {
        itemId: item.id,
        action: actionOf(draftOf.get(item.key)!),
        fromState: before?.state ?? null,
        toState: item.state,
        note: isHistory(draftOf.get(item.key)!) ? `${item.stateOn}${stateLabel(kind, item.state)}` : changedWords(kind, before, item),
        by,
        unit: unitOf(ctx, plan, item.street),
        source: item.source,
        at: ctx.now,
      }
    }),
  )
  await recordAudits(
    ctx,
    saved.map((item) => {
      const draft = draftOf.get(item.key)!
      return { ...changeOf(item, `ledger.${actionOf(draft)}`, draft.before), source: draft.cause }
    }),
  )
  return saved
}

/** Closed as it is written: nothing but an import of what was 销账 before does that. */
const isHistory = ({ row }: Draft): boolean => kindOf(row.kind).states.find(({ id }) => id === row.state)?.gated === true

const actionOf = (draft: Draft): string => (isHistory(draft) ? 'history' : draft.what === 'added' ? 'add' : 'change')

/** Takes an item off a ledger: it was entered by mistake. A base from the plan does not change with it. */
export async function removeItem(ctx: DomainContext, plan: Plan, item: LedgerItem, reason: string): Promise<LedgerItem> {
  assertKeeper(ctx, plan, item.street)
  if (reason === '') throw new DomainError('REASON', '请写明移出的原因，本次未改动。')
  const locked = (await lockLedgerItem(ctx.tx, item.id))!
  const state = kindOf(item.kind).states.find(({ id }) => id === locked.state)
  if (state?.gated) throw new DomainError('GATED', `「${item.name}」${state.label}，不能移出；如需更正请先退回或重开。`)
  return takeOff(ctx, plan, locked, reason)
}

/** A message recalled or changed takes back the counts it made. @returns whether there were any */
export async function withdrawCounts(ctx: DomainContext, recall: { channel: string; messageId: string }, why: string): Promise<boolean> {
  let any = false
  for (const item of await listLedgerByMessage(ctx.tx, `${recall.channel}:${recall.messageId}`)) {
    const plan = kindOf(item.kind).counter && (await findPlan(ctx.tx, item.planId))
    if (!plan) continue
    await takeOff(ctx, plan, item, why)
    any = true
  }
  return any
}

async function takeOff(ctx: DomainContext, plan: Plan, item: LedgerItem, reason: string): Promise<LedgerItem> {
  const removed = await updateLedgerItem(ctx.tx, item.id, { removedAt: ctx.now, updatedAt: ctx.now })
  const step = { itemId: item.id, action: 'remove', fromState: item.state, toState: item.state, note: reason }
  await insertLedgerEvents(ctx.tx, [
    { ...step, by: await actorOf(ctx), unit: unitOf(ctx, plan, item.street), source: ctx.cause, at: ctx.now },
  ])
  await recordAudits(ctx, [{ ...changeOf(removed, 'ledger.remove', item), after: { reason: markOf(reason) } }])
  return removed
}

/** An item as the trail holds it: its codes and figures, its texts as marks. */
export function changeOf(item: LedgerItem | (NewLedgerItem & { id: number }), action: string, before?: LedgerItem): Change {
  return {
    subject: `ledger:${item.planId}/${item.kind}/${item.id}`,
    action,
    ...(before ? { before: trailOf(before) } : {}),
    after: trailOf(item),
  }
}

function trailOf({ kind, state, street, communityId, name, data }: NewLedgerItem) {
  const texts = new Set(kindOf(kind).fields.flatMap((field) => (field.type === 'text' ? [field.key] : [])))
  const marked = Object.entries(data).map(([key, value]) => [key, texts.has(key) ? markOf(String(value)) : value])
  return { state, street, communityId, name: markOf(name), data: Object.fromEntries(marked) }
}

function changedWords(kind: LedgerKind, before: LedgerItem | undefined, item: LedgerItem): string {
  if (!before) return ''
  const fields = kind.fields
    .filter(({ key }) => before.data[key] !== item.data[key])
    .map(({ key, title }) => `${title}：${before.data[key] ?? '未提供'}→${item.data[key] ?? '未提供'}`)
  const state = before.state === item.state ? [] : [`状态：${stateLabel(kind, before.state)}→${stateLabel(kind, item.state)}`]
  return [...state, ...fields].join('；')
}
