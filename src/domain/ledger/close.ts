import { markOf } from '#src/domain/audit/canonical.ts'
import { actorOf, recordAudit } from '#src/domain/audit/record.ts'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { ChannelName } from '#src/message.ts'
import { proveByMessage } from '#storage/repositories/evidence.ts'
import { insertLedgerEvents, saveLedgerProof, updateLedgerItem } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { rolesOn, unitOf } from './access.ts'
import { closeStateOf, type Estate, type EstateSaid, getEstate, loadEstate, needsRuling } from './estate.ts'
import type { ProofKind } from './kind.ts'
import { type CloseAction, type CloseState, closeStep, missingProofs, proofs, readProof } from './rules-close.ts'

/** The message whose files prove it. */
export type Bearer = { channel: ChannelName; messageId: string }

/** Adds one of the three proofs, or replaces it. @throws DomainError when it has no day, or one to come */
export async function proveEstate(
  ctx: DomainContext,
  plan: Plan,
  said: EstateSaid,
  { proof, words }: { proof: ProofKind; words: string },
  bearer?: Bearer,
): Promise<Estate> {
  const estate = await getEstate(ctx, plan, said)
  const to = assertStep(ctx, estate, 'prove')
  const { ask, name } = proofs.find(({ id }) => id === proof)!
  const read = readProof(words)
  if (!read.on) throw new DomainError('PROOF', `请写明${ask}，如「销账 ${estate.item.name} ${name} 2026-05-10 …」，本次未记录。`)
  if (read.on > shanghaiDateOf(ctx.now)) throw new DomainError('PROOF', `${name}的日期${chineseDay(read.on)}还没有到，本次未记录。`)
  if (read.words.length < 2) throw new DomainError('PROOF', `请在日期后写明${ask}，本次未记录。`)
  const by = await actorOf(ctx)
  const unit = unitOf(ctx, plan, estate.item.street)
  await saveLedgerProof(ctx.tx, { itemId: estate.item.id, proof, on: read.on, words: read.words, by, unit, source: ctx.cause, at: ctx.now })
  const files = bearer ? await proveByMessage(ctx.tx, { ...bearer, itemId: estate.item.id, proof }) : 0
  const note = `${name} ${read.on} ${read.words}${files > 0 ? `，附件${files}个` : ''}`
  return take(ctx, estate, { action: 'prove', to, note, more: { proof, on: read.on, files } })
}

/** Puts an estate up for review; one whose way of management the documents leave open goes to the leads first. */
export async function applyEstate(ctx: DomainContext, plan: Plan, said: EstateSaid): Promise<Estate> {
  const estate = await getEstate(ctx, plan, said)
  const to = assertStep(ctx, estate, 'apply')
  const { item, ruling } = estate
  if (needsRuling(estate)) {
    if (ruling) throw new DomainError('RULED_OUT', `专班已裁定「${item.name}」（${item.data.mode}）不可销账：${ruling.reason}`)
    return take(ctx, estate, { action: 'ask', to: assertStep(ctx, estate, 'ask'), note: `管理模式为${item.data.mode}，文件未明确能否销账` })
  }
  const missing = missingProofs(estate.proofs.map(({ proof }) => proof))
  if (missing.length > 0)
    throw new DomainError('PROOF_MISSING', `「${item.name}」还缺${missing.length}项证明：${missing.join('、')}；补齐后再申请，本次未改动。`)
  return take(ctx, estate, { action: 'apply', to, note: '' })
}

/** One step of the review: first the estate's street, then the district; nobody passes what they asked for themselves. */
export async function passEstate(ctx: DomainContext, plan: Plan, said: EstateSaid): Promise<Estate> {
  const estate = await getEstate(ctx, plan, said)
  const to = assertStep(ctx, estate, 'pass')
  const round = estate.events.slice(estate.events.findLastIndex(({ action }) => action === 'apply'))
  const by = await actorOf(ctx)
  if (round[0]?.by === by) throw new DomainError('OWN_REQUEST', '申请人不能复核自己的申请，请由另一人复核。')
  if (round.some((event) => event.action === 'pass' && event.by === by))
    throw new DomainError('OWN_REQUEST', '街镇复核和区级复核须由不同的人进行。')
  return take(ctx, estate, { action: 'pass', to, note: '' })
}

/** Sends an estate back to whoever asked. @throws DomainError without a reason, or where nothing is under review */
export async function returnEstate(ctx: DomainContext, plan: Plan, said: EstateSaid, reason: string): Promise<Estate> {
  const estate = await getEstate(ctx, plan, said)
  return take(ctx, estate, { action: 'return', to: assertStep(ctx, estate, 'return'), note: reasoned(reason, '退回') })
}

/** Takes a closing back. @throws DomainError without a reason, or where nothing is closed */
export async function reopenEstate(ctx: DomainContext, plan: Plan, said: EstateSaid, reason: string): Promise<Estate> {
  const estate = await getEstate(ctx, plan, said)
  return take(ctx, estate, { action: 'reopen', to: assertStep(ctx, estate, 'reopen'), note: reasoned(reason, '重开') })
}

/** The leads say whether an estate of this kind can be closed at all. */
export async function ruleEstate(
  ctx: DomainContext,
  plan: Plan,
  said: EstateSaid,
  { allowed, reason }: { allowed: boolean; reason: string },
): Promise<Estate> {
  const estate = await getEstate(ctx, plan, said)
  const to = assertStep(ctx, estate, 'rule')
  return take(ctx, estate, { action: allowed ? 'allow' : 'deny', to, note: reasoned(reason, '裁定') })
}

function reasoned(reason: string, what: string): string {
  if (reason.trim().length < 2) throw new DomainError('REASON', `请写明${what}的原因，本次未改动。`)
  return reason.trim()
}

/** @throws DomainError with the words why this person cannot take the step now */
export function assertStep(ctx: DomainContext, { plan, item }: Estate, action: CloseAction): CloseState {
  const step = closeStep(closeStateOf(item), action, rolesOn(ctx, plan, item.street))
  if ('to' in step) return step.to
  const since = item.state === 'closed' ? `于${chineseDay(item.stateOn)}` : ''
  throw new DomainError('STEP', `「${item.name}」${since}${step.refused}，本次未改动。`)
}

type Step = { action: string; to: CloseState; note: string; more?: object }

/** Takes a step: the item, its history and the trail. */
export async function take(ctx: DomainContext, { plan, item }: Estate, { action, to, note, more }: Step): Promise<Estate> {
  const stateOn = to === item.state ? item.stateOn : shanghaiDateOf(ctx.now)
  const moved = await updateLedgerItem(ctx.tx, item.id, { state: to, stateOn, updatedAt: ctx.now })
  const by = await actorOf(ctx)
  const unit = unitOf(ctx, plan, item.street)
  const event = { itemId: item.id, action, fromState: item.state, toState: to, note, by, unit, source: ctx.cause, at: ctx.now }
  await insertLedgerEvents(ctx.tx, [event])
  await recordAudit(ctx, {
    subject: `ledger:${item.planId}/${item.kind}/${item.id}`,
    action: `ledger.${action}`,
    before: { state: item.state },
    after: { state: to, note: markOf(note), ...more },
  })
  return loadEstate(ctx, plan, moved)
}
