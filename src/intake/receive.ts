import { setTimeout as sleep } from 'node:timers/promises'
import type { Receive } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import type { Inbound } from '#src/message.ts'
import { within } from '#src/within.ts'
import type { Db } from '#storage/db.ts'
import { findInbound, insertInbound, type NewInbound } from '#storage/repositories/inbound.ts'
import { createBatcher } from './batch.ts'

/** What a platform waits for the answer to a pressed button, less the way there and back. */
const toastBudgetMs = 2200

/** Nobody waits longer for the commit: who sent it hears that it failed and sends it again; if it was committed, it is known. */
const commitMs = 5000

/** NUL cannot be stored and half a surrogate pair cannot be sent: both are dropped, the rest is kept as typed. */
export function cleanText<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T
  if (value instanceof Date || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(cleanText) as T
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanText(item)])) as T
}

const messageKeyOf = (inbound: Inbound): string | null => (inbound.type === 'message' ? `${inbound.channel}:${inbound.messageId}` : null)

/** Commits what arrived, then answers. A submission is given a moment to be handled, for its toast. */
export function createReceive(deps: { db: Db; clock: Clock; inFlight: number; wake: () => void }): Receive {
  const store = createBatcher<NewInbound>((rows) => insertInbound(deps.db, rows), { max: 200, inFlight: deps.inFlight })

  const toastOf = async (id: string) => {
    const deadline = Date.now() + toastBudgetMs
    for (let pause = 5; Date.now() < deadline; pause = Math.min(pause * 2, 100)) {
      const row = await findInbound(deps.db, id)
      if (row && row.state !== 'queued') return row.toast ?? undefined
      await sleep(pause)
    }
    return { type: 'info', text: '已收到，正在处理，结果稍后在群内更新' } as const
  }

  return async (inbound) => {
    const id = `${inbound.channel}:${inbound.eventId}`
    const committed = store({
      id,
      messageKey: messageKeyOf(inbound),
      lane: `${inbound.channel}:${inbound.chatId}`,
      kind: inbound.type,
      body: JSON.stringify(cleanText(inbound)),
      receivedAt: deps.clock.now(),
    })
    const fresh = await within(commitMs, committed, () => new Error(`not committed within ${commitMs} ms`))
    if (fresh) deps.wake()
    if (inbound.type !== 'submission') return { duplicate: !fresh }
    return { duplicate: !fresh, toast: await toastOf(id) }
  }
}
