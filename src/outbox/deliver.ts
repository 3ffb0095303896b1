import { createHash } from 'node:crypto'
import type { Channel, Destination } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { advanceLane, LeaseLost, releaseLane } from '#storage/repositories/lane.ts'
import {
  type ClaimedOutbound,
  claimOutbound,
  closeOutbound,
  findOutbound,
  isOvertaken,
  markSending,
  type OutboundRow,
} from '#storage/repositories/outbound.ts'
import type { OutboundState } from '#storage/schema/index.ts'
import { type Bucket, createBucket } from './bucket.ts'

const leaseS = 45
const maxAttempts = 8
const backoffMs = (attempts: number) => Math.min(120_000, 500 * 2 ** attempts) * (0.75 + Math.random() / 2)

export type DeliverDeps = { db: Db; channels: Channel[]; clock: Clock; log: Log; worker: string; lanes: number }

/** The same post to the same place has the same key for ever: the platform's own memory stops doubles. */
export const sendKeyOf = (row: Pick<OutboundRow, 'key' | 'lane'>): string =>
  `d${createHash('sha256').update(`${row.lane}\n${row.key}`).digest('base64url')}`

/** Sends what is due, one message per chat at a time, within each platform's limits. */
export function startDelivery(deps: DeliverDeps): Loop {
  const buckets = new Map(deps.channels.map((channel) => [channel.name, createBucket(channel.capabilities.perMinute)]))
  return startLoop('outbox', () => deliverTurn(deps, buckets), { idleMs: 250, log: deps.log })
}

async function deliverTurn(deps: DeliverDeps, buckets: Map<string, Bucket>): Promise<boolean> {
  const open = deps.channels.filter((channel) => buckets.get(channel.name)!.has())
  if (open.length === 0) return false
  const claimed = await claimOutbound(deps.db, { lanes: deps.lanes, worker: deps.worker, leaseS, channels: open.map((c) => c.name) })
  await Promise.all(
    claimed.map(async (claim) => {
      const row = await findOutbound(deps.db, claim.key)
      const channel = deps.channels.find((candidate) => candidate.name === row?.channel)
      if (row && channel) await deliver(deps, buckets.get(channel.name)!, channel, row, claim)
    }),
  )
  return claimed.length > 0
}

async function deliver(deps: DeliverDeps, bucket: Bucket, channel: Channel, row: OutboundRow, claim: ClaimedOutbound): Promise<void> {
  const close = async (state: OutboundState, more: { messageId?: string; error?: string; pauseMs?: number } = {}) => {
    if (state === 'parked' || state === 'unknown') deps.log.warn({ outbound: row.key, state, error: more.error }, 'message parked')
    await inTransaction(deps.db, async (tx) => {
      await closeOutbound(tx, row.key, { ...more, state, ...(state === 'sent' ? { sentAt: deps.clock.now() } : {}) })
      await advanceLane(tx, { queue: 'out', lane: claim.lane, seq: claim.seq, worker: deps.worker }, { pauseMs: more.pauseMs ?? 0 })
    })
  }
  const retry = (delayMs: number, counted: boolean) =>
    releaseLane(deps.db, { queue: 'out', lane: claim.lane, worker: deps.worker }, delayMs, counted)

  try {
    const obstacle = await obstacleTo(deps.db, channel, row)
    if (obstacle) return await close(obstacle.state, { error: obstacle.why })
    const destination = await destinationOf(deps.db, channel, row)
    if (!destination) return await close('superseded', { error: '原消息未送达' })
    if (!bucket.take()) return await retry(1000, false)
    await markSending(deps.db, row.key)
    const receipt = await channel.send(row.post, destination, sendKeyOf(row)).catch((error: unknown) => error as Error)
    if (!(receipt instanceof Error)) {
      const messageId = receipt.messageId ?? destination.replaces
      return await close('sent', { ...(messageId ? { messageId } : {}), pauseMs: channel.capabilities.pauseMs })
    }
    const { kind, retryAfterMs, code } = receipt instanceof ChannelError ? receipt : new ChannelError('terminal', 'bug', messageOf(receipt))
    const error = `${code}: ${receipt.message}`.slice(0, 500)
    deps.log.warn({ outbound: row.key, kind, error, tries: claim.tries }, 'send failed')
    if (kind === 'rate') return await retry(retryAfterMs ?? 1000 + Math.random() * 1000, false)
    if (kind === 'auth') return await retry(30_000, false)
    if (kind === 'terminal') return await close('parked', { error })
    if (channel.capabilities.idempotentForMs === 0) return await close('unknown', { error })
    if (row.attempts + 1 >= maxAttempts) return await close('unknown', { error })
    return await retry(backoffMs(row.attempts), true)
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  }
}

/** Why this row must not be sent (any more), if so. */
async function obstacleTo(db: Db, channel: Channel, row: OutboundRow): Promise<{ state: OutboundState; why: string } | undefined> {
  const memory = channel.capabilities.idempotentForMs
  const triedMsAgo = row.firstTriedAt ? Date.now() - row.firstTriedAt.getTime() : 0
  if (row.state === 'sending' && triedMsAgo >= memory) return { state: 'unknown', why: '是否已送达无法确认，需人工核对' }
  if (row.replaces && !channel.capabilities.update) return { state: 'superseded', why: '该渠道不支持更新消息' }
  if (await isOvertaken(db, row)) return { state: 'superseded', why: '已有更新的内容' }
  return undefined
}

async function destinationOf(db: Db, channel: Channel, row: OutboundRow): Promise<Destination | undefined> {
  if (row.replaces) {
    const original = await findOutbound(db, row.replaces)
    return original?.messageId ? { chatId: row.chatId, replaces: original.messageId } : undefined
  }
  const replyTo = channel.capabilities.reply ? row.replyTo : null
  return { chatId: row.chatId, ...(replyTo ? { replyTo } : {}) }
}
