import { randomUUID } from 'node:crypto'
import type { Clock } from '#src/clock.ts'
import { createContext, type Person, type Settings } from '#src/domain/context.ts'
import { DomainError, messageOf, told } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import type { Inbound, InboundMessage, Post, Toast } from '#src/message.ts'
import { late } from '#src/views/late.ts'
import { refusal, trouble } from '#src/views/refusal.ts'
import { type Db, inTransaction, type Tx } from '#storage/db.ts'
import { isRetryable } from '#storage/errors.ts'
import { type ClaimedInbound, claimInbound, closeInbound } from '#storage/repositories/inbound.ts'
import { advanceLane, LeaseLost, releaseLane } from '#storage/repositories/lane.ts'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import { listMemberships } from '#storage/repositories/people.ts'
import { noteDirect, noteThread } from '#storage/repositories/thread.ts'
import { type Outcome, route } from './route.ts'

/** Renewed with each message that is finished. What a crashed worker held waits no longer than this. */
const leaseS = 10
const maxAttempts = 5
/** Who asked has gone on by then. */
const lateMs = 10 * 60_000
const backoffMs = (attempts: number) => Math.min(60_000, 500 * 2 ** attempts)

export type HandleDeps = {
  db: Db
  clock: Clock
  log: Log
  settings: Settings
  worker: string
  lanes: number
  wakeOutbox: () => void
  /** reads people's messages again where a platform keeps them */
  reread?: () => void
}

/** Takes messages chat by chat, in order: each one is one transaction with all its effects, or nothing. */
export function startHandling(deps: HandleDeps): Loop {
  return startLoop('intake', () => handleTurn(deps), { idleMs: 1000, log: deps.log })
}

/** @returns whether there was anything to handle */
export async function handleTurn(deps: HandleDeps): Promise<boolean> {
  // A lease belongs to one claim, not to a process: of two claims of ours the later one counts as well.
  const worker = `${deps.worker}/${randomUUID()}`
  const claimed = await claimInbound(deps.db, { lanes: deps.lanes, perLane: 20, worker, leaseS })
  const byLane = Map.groupBy(claimed, (row) => row.lane)
  await Promise.all([...byLane.values()].map((rows) => handleLane(deps, worker, rows)))
  return claimed.length > 0
}

async function handleLane(deps: HandleDeps, worker: string, rows: ClaimedInbound[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    const last = index === rows.length - 1
    try {
      // Claimed more often than it may fail: each time the process ended over it.
      if (row.attempts > maxAttempts) throw new Error('the process ended while this was handled')
      const began = performance.now()
      await handleOne(deps, worker, row, last)
      deps.log.info({ id: row.id, kind: row.kind, lane: row.lane, ms: Math.round(performance.now() - began) }, 'handled')
      deps.wakeOutbox()
    } catch (error) {
      if (error instanceof LeaseLost) return
      await giveUpOrRetry(deps, worker, row, error)
      return
    }
  }
}

const reviveDates = (key: string, value: unknown) => (key === 'sentAt' ? new Date(value as string) : value)

async function handleOne(deps: HandleDeps, worker: string, row: ClaimedInbound, last: boolean): Promise<void> {
  const message = JSON.parse(row.body, reviveDates) as Inbound
  const { rereads } = await inTransaction(deps.db, async (tx) => {
    const outcome = await dispatch(deps, tx, row, message)
    if (message.type === 'message') await noteWhere(tx, message)
    if (outcome.post && (message.type === 'message' || message.type === 'edit')) {
      const isLate = deps.clock.now().getTime() - message.sentAt.getTime() > lateMs
      const post = isLate ? late(outcome.post) : outcome.post
      const target = { channel: message.channel, chatId: message.chatId, replyTo: message.messageId }
      await enqueueOutbound(tx, { ...target, key: `answer:${row.id}`, post, cause: row.id, createdAt: deps.clock.now() })
    }
    const toast = message.type === 'submission' && outcome.post ? toastOf(outcome.post) : undefined
    await closeInbound(tx, row.id, { state: outcome.ignored ? 'ignored' : 'done', toast, at: deps.clock.now() })
    await advanceLane(tx, { queue: 'in', lane: row.lane, seq: row.seq, worker }, last ? { pauseMs: 0 } : { leaseS })
    return outcome
  })
  if (rereads) deps.reread?.()
}

/** What has to be read after a gap beside the bound groups themselves. */
async function noteWhere(tx: Tx, { channel, chatId, chatType, threadId, sentAt }: InboundMessage): Promise<void> {
  if (threadId) await noteThread(tx, channel, threadId, chatId, sentAt)
  if (chatType === 'direct') await noteDirect(tx, channel, chatId, sentAt)
}

/** An expected refusal leaves no rows but its own reply: the savepoint takes the rest back. */
async function dispatch(deps: HandleDeps, tx: Tx, row: ClaimedInbound, message: Inbound): Promise<Outcome> {
  try {
    return await tx.transaction(async (savepoint) => {
      const actor = await personOf(savepoint, message)
      const context = createContext({ ...deps.settings, tx: savepoint, actor, now: deps.clock.now(), cause: row.id })
      return route(context, message)
    })
  } catch (error) {
    if (error instanceof DomainError) return { post: refusal(error) }
    throw error
  }
}

async function personOf(tx: Tx, message: Inbound): Promise<Person> {
  const userId = 'senderId' in message ? message.senderId : ''
  const name = 'senderName' in message ? message.senderName : undefined
  const memberships = userId ? await listMemberships(tx, message.channel, userId) : []
  return { type: 'person', channel: message.channel, userId, ...(name ? { name } : {}), memberships }
}

const toastOf = (post: Post): Toast => ({ type: post.tone === 'red' || post.tone === 'yellow' ? 'warning' : 'success', text: post.summary })

async function giveUpOrRetry(deps: HandleDeps, worker: string, row: ClaimedInbound, error: unknown): Promise<void> {
  const { attempts } = row
  deps.log.error({ id: row.id, attempts, ...told(error) }, 'handling failed')
  const at = { queue: 'in', lane: row.lane, worker } as const
  if (isRetryable(error)) return releaseLane(deps.db, at, 1000, false)
  if (attempts < maxAttempts) return releaseLane(deps.db, at, backoffMs(attempts), true)
  const message = JSON.parse(row.body, reviveDates) as Inbound
  await inTransaction(deps.db, async (tx) => {
    await closeInbound(tx, row.id, { state: 'parked', attempts, error: messageOf(error), toast: toastOf(trouble()), at: deps.clock.now() })
    if (message.type === 'message' && message.mentioned) {
      const target = { channel: message.channel, chatId: message.chatId, replyTo: message.messageId }
      await enqueueOutbound(tx, { ...target, key: `trouble:${row.id}`, post: trouble(), cause: row.id, createdAt: deps.clock.now() })
    }
    await advanceLane(tx, { ...at, seq: row.seq }, { pauseMs: 0 })
  })
}
