import { createHash } from 'node:crypto'
import type { Channel, Destination } from '#src/channels/channel.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { isRetryable } from '#storage/errors.ts'
import { holdBuckets } from '#storage/repositories/bucket.ts'
import { insertConfirmation } from '#storage/repositories/confirmation.ts'
import { advanceLane, extendLane, LeaseLost, releaseLane } from '#storage/repositories/lane.ts'
import {
  type ClaimedOutbound,
  closeOutbound,
  type Delivery,
  findDelivery,
  fixOutbound,
  forgetTries,
  markSending,
  type OutboundRow,
  unmarkSending,
} from '#storage/repositories/outbound.ts'
import { markChatGone } from '#storage/repositories/people.ts'
import type { OutboundState } from '#storage/schema/index.ts'
import type { DeliverDeps } from './deliver.ts'
import { reconcile } from './reconcile.ts'

/** Renewed while a send lasts. What a crashed worker held waits no longer than this. */
export const leaseS = 10
const backoffMs = (tries: number) => Math.min(120_000, 500 * 2 ** tries) * (0.75 + Math.random() / 2)
const authPauseMs = 30_000

/** The same post to the same place has the same key for ever: the platform's own memory stops doubles. */
export const sendKeyOf = (row: Pick<OutboundRow, 'key' | 'lane'>): string =>
  `d${createHash('sha256').update(`${row.lane}\n${row.key}`).digest('base64url')}`

/** What becomes of a claimed message: it is finished, with what else that means, or its lane waits and it is tried again. */
type Verdict =
  | { state: OutboundState; messageId?: string | undefined; error?: string; pauseMs?: number; also?: (tx: Tx) => Promise<void> }
  | { againMs: number; counted: boolean; outcome: 'rate' | 'auth' | 'ambiguous' | 'database' }

/** One try, and what follows from it. A lease lost meanwhile is no error: whoever has it now decides. */
export async function sendClaimed(deps: DeliverDeps, channel: Channel, claim: ClaimedOutbound): Promise<void> {
  const extend = () => extendLane(deps.db, { queue: 'out', lane: claim.lane, worker: deps.worker }, leaseS)
  const renewal = setInterval(() => void extend().catch(() => {}), (leaseS * 1000) / 3)
  try {
    const row = await findDelivery(deps.db, claim.key)
    if (!row) return
    const began = performance.now()
    const verdict = await attempt(deps, channel, claim, row)
    const ms = performance.now() - began
    await settle(deps, claim, row, verdict)
    note(deps, row, verdict, ms)
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  } finally {
    clearInterval(renewal)
  }
}

/** Counts the try; the line of one that ended well closes the trail that began with its cause. */
function note({ log, meter }: DeliverDeps, { channel, chatId, cause, key, attempts }: Delivery, verdict: Verdict, ms: number): void {
  const outcome = 'againMs' in verdict ? verdict.outcome : verdict.state
  meter?.tried(channel, outcome, ms / 1000)
  if ('againMs' in verdict || outcome === 'parked' || outcome === 'unknown') return
  log.info({ id: cause, outbound: key, chat: chatId, message: verdict.messageId, tries: attempts + 1, ms: Math.round(ms) }, outcome)
}

async function settle(deps: DeliverDeps, claim: ClaimedOutbound, row: Delivery, verdict: Verdict): Promise<void> {
  const lane = { queue: 'out', lane: claim.lane, worker: deps.worker } as const
  if ('againMs' in verdict) return releaseLane(deps.db, lane, verdict.againMs, verdict.counted)
  const { state, messageId, error, pauseMs = 0, also } = verdict
  if (state === 'parked' || state === 'unknown') deps.log.warn({ id: row.cause, outbound: row.key, state, error }, 'message parked')
  await inTransaction(deps.db, async (tx) => {
    await closeOutbound(tx, row.key, { state, messageId, error, ...(state === 'sent' ? { sentAt: deps.clock.now() } : {}) })
    await also?.(tx)
    await advanceLane(tx, { ...lane, seq: claim.seq }, { pauseMs })
  })
}

async function attempt(deps: DeliverDeps, channel: Channel, claim: ClaimedOutbound, row: Delivery): Promise<Verdict> {
  const { pauseMs } = channel.capabilities
  const obstacle = obstacleTo(channel, row)
  if (obstacle) return obstacle
  const destination = { ...destinationOf(channel, row), ...(deps.pageOf ? { page: deps.pageOf(row.key) } : {}) }
  try {
    if (isInDoubt(channel, row)) {
      const found = await reconcile(deps.db, channel, row, destination)
      if (found.arrived === 'unsure') return { state: 'unknown', error: '是否已送达无法确认，需人工核对' }
      if (found.arrived === 'yes') return { state: 'sent', messageId: found.messageId, pauseMs }
      await forgetTries(deps.db, row.key)
    }
    await markSending(deps.db, claim, deps.worker)
    const receipt = await channel.send(row.post, destination, sendKeyOf(row))
    const messageId = receipt.messageId ?? destination.replaces
    return { state: 'sent', messageId, pauseMs, ...(receipt.waits && messageId ? { also: awaiting(deps, row, messageId) } : {}) }
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown
    if (!(thrown instanceof ChannelError) && isRetryable(thrown)) return { againMs: 1000, counted: false, outcome: 'database' }
    const error = thrown instanceof ChannelError ? thrown : new ChannelError('terminal', 'bug', messageOf(thrown))
    const { kind, code, message } = error
    deps.log.warn({ id: row.cause, outbound: row.key, kind, code, error: message, tries: row.attempts + 1 }, 'send failed')
    return afterFailure(deps, channel, row, error)
  }
}

/** It was handed over, and a person has to let it out. */
const awaiting =
  ({ clock }: DeliverDeps, { key, channel, chatId }: Delivery, messageId: string) =>
  (tx: Tx) =>
    insertConfirmation(tx, { key, channel, chatId, messageId, since: clock.now() })

/** Why this row must not be sent (any more), if so. */
function obstacleTo(channel: Channel, row: Delivery): Verdict | undefined {
  if (row.detached) return { state: 'parked', error: '机器人已不在群内' }
  if (!row.replaces) return undefined
  if (row.post.urge && !channel.capabilities.urge) return { state: 'superseded', error: '该渠道不能加急' }
  if (row.post.urge && row.state === 'sending') return { state: 'superseded', error: '是否已加急无法确认，不再重复' }
  if (!channel.capabilities.update) return { state: 'superseded', error: '该渠道不支持更新消息' }
  if (!row.originalId) return { state: 'superseded', error: '原消息未送达' }
  if (row.originalFixed) return { state: 'superseded', error: '原消息已不能更新' }
  if (row.overtaken) return { state: 'superseded', error: '已有更新的内容' }
  return undefined
}

function destinationOf(channel: Channel, row: Delivery): Destination {
  if (row.originalId) return { chatId: row.chatId, replaces: row.originalId }
  return { chatId: row.chatId, ...(channel.capabilities.reply && row.replyTo ? { replyTo: row.replyTo } : {}) }
}

/** It was tried, and the platform no longer remembers the key. A change in place may be repeated for ever. */
function isInDoubt(channel: Channel, row: Delivery): boolean {
  return row.state === 'sending' && !row.replaces && triedForMs(row) >= channel.capabilities.idempotentForMs
}

const triedForMs = (row: Delivery) => (row.firstTriedAt ? Date.now() - row.firstTriedAt.getTime() : 0)

async function afterFailure(deps: DeliverDeps, channel: Channel, row: Delivery, failure: ChannelError): Promise<Verdict> {
  const { kind, code, message, retryAfterMs, wide } = failure
  const error = `${code}: ${message}`.slice(0, 500)
  switch (kind) {
    case 'rate':
    case 'auth': {
      const againMs = retryAfterMs ?? (kind === 'auth' ? authPauseMs : 1000 + Math.random() * 1000)
      await unmarkSending(deps.db, row)
      if (wide) await holdBuckets(deps.db, channel.name, againMs)
      return { againMs, counted: false, outcome: kind }
    }
    case 'detached':
      return { state: 'parked', error, also: (tx) => markChatGone(tx, row.channel, row.chatId, deps.clock.now()) }
    case 'closed':
      return {
        state: 'superseded',
        error,
        also: async (tx) => void (row.replaces && !row.post.urge && (await fixOutbound(tx, row.replaces))),
      }
    case 'terminal':
      return { state: 'parked', error }
    case 'ambiguous':
      if (channel.capabilities.idempotentForMs === 0) return { state: 'unknown', error }
      if (row.replaces && triedForMs(row) >= channel.capabilities.idempotentForMs) return { state: 'parked', error }
      return { againMs: retryAfterMs ?? backoffMs(row.attempts), counted: true, outcome: kind }
  }
}
