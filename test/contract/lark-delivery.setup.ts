import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect } from 'vitest'
import type { Capabilities, Channel } from '#src/channels/channel.ts'
import { systemClock } from '#src/clock.ts'
import type { Loop } from '#src/loop.ts'
import type { Post } from '#src/message.ts'
import { startDelivery } from '#src/outbox/deliver.ts'
import { type Database, inTransaction, rows, type Tx } from '#storage/db.ts'
import { insertInbound } from '#storage/repositories/inbound.ts'
import { enqueueOutbound, findOutbound } from '#storage/repositories/outbound.ts'
import type { FakeFeishuOptions } from '#test/fakes/feishu/index.ts'
import { startPair } from './lark.setup.ts'

const log = pino({ level: 'silent' })

/**
 * The outbox on a database of its own at one end, the fake platform at the other, the real channel between them.
 * Without `paced` one chat's messages follow one another without the channel's pause.
 */
export async function startOutbox(
  database: Database,
  options: { replicas?: number; fake?: Partial<FakeFeishuOptions>; capabilities?: Partial<Capabilities>; paced?: boolean } = {},
) {
  const pair = await startPair({ fake: options.fake })
  const { fake } = pair
  const pace = options.paced ? {} : { pauseMs: 0 }
  const channel: Channel = { ...pair.channel, capabilities: { ...pair.channel.capabilities, ...pace, ...options.capabilities } }
  const { db } = database
  let workers: Loop[] = []
  const stop = async () => {
    await Promise.all(workers.map((worker) => worker.stop()))
    workers = []
  }
  const start = () => {
    for (let at = 0; at < (options.replicas ?? 1); at++) {
      workers.push(startDelivery({ db, channels: [channel], clock: systemClock, log, worker: `replica ${at}`, lanes: 16 }))
    }
  }
  type More = { post?: Post; replaces?: string; cause?: string }
  const enqueue = (tx: Tx, chatId: string, key: string, more: More = {}) =>
    enqueueOutbound(tx, { key, channel: 'lark', chatId, post: { summary: key }, cause: 'test', createdAt: new Date(), ...more })
  return {
    fake,
    channel,
    start,
    stop,
    queue: (chatId: string, key: string, more?: More) => inTransaction(db, (tx) => enqueue(tx, chatId, key, more)),
    /** one message into each of these chats, at once */
    broadcast: (chatIds: string[]) =>
      inTransaction(db, async (tx) => {
        for (const chatId of chatIds) await enqueue(tx, chatId, `to ${chatId}`)
      }),
    /** a message from that chat, for an answer to be caused by */
    heard: async (chatId: string) => {
      const id = `lark:ev_${chatId}`
      const row = { id, messageKey: null, lane: `lark:${chatId}`, kind: 'message', body: '{}', receivedAt: new Date() }
      await insertInbound(db, [row])
      return id
    },
    find: (key: string) => findOutbound(db, key),
    becomes: (key: string, state: string) =>
      expect.poll(async () => (await findOutbound(db, key))?.state, { timeout: 10_000, interval: 20 }).toBe(state),
    /** As if this one was first tried an hour ago, and every wait had run out. */
    async hourPasses(key: string) {
      await db.execute(sql`update outbound set first_tried_at = now() - interval '1 hour' where key = ${key}`)
      await db.execute(sql`update lane set next_at = now(), lease_until = '-infinity'`)
    },
    isHeld: async () => (await rows<{ held: boolean }>(db, sql`select bool_and(at > now()) as held from bucket`))[0]!.held,
    async close() {
      await stop()
      await pair.close()
      await db.execute(sql`truncate inbound, outbound, lane, bucket, chat`)
    },
  }
}

export type Outbox = Awaited<ReturnType<typeof startOutbox>>
