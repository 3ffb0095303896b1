import { Client, DefaultCache, type HttpInstance } from '@larksuiteoapi/node-sdk'
import { sql } from 'drizzle-orm'
import PQueue from 'p-queue'
import PgBoss from 'pg-boss'
import { createHttp } from '#src/channels/lark/http.ts'
import { rows } from '#storage/db.ts'
import { app, type World } from './outbound-world.ts'

/** What is told to send `texts` into a chat, in this order; `answer`: somebody there waits for it. */
export type Sender = {
  add(chatId: string, texts: string[], answer?: boolean): Promise<void>
  /** what it still means to send */
  waiting(): Promise<number>
  stop(): Promise<void>
}

const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }
const tries = 5

/** The outbox, with so many replicas. */
export async function startDuban(world: World, replicas: number): Promise<Sender & { kill(): void }> {
  let asked = 0
  await Promise.all(Array.from({ length: replicas }, (_, at) => world.spawnReplica(at)))
  return {
    async add(chatId, texts, answer = false) {
      const cause = answer ? `ev_${asked++}` : 'bench'
      if (answer) await world.heard(chatId, cause)
      await world.queue(chatId, texts, cause)
    },
    async waiting() {
      const [found] = await rows<{ n: number }>(
        world.database.db,
        sql`select count(*)::int as n from outbound where state in ('queued', 'sending')`,
      )
      return found!.n
    },
    /** One of them dies (-9) and another is started in its place. */
    kill() {
      const victim = Math.floor(Math.random() * replicas)
      world.kill(victim)
      void world.spawnReplica(victim)
    },
    async stop() {},
  }
}

/** The SDK as its readme shows it, with a timeout; what fails is tried again. */
function sdkOf(world: World) {
  const { appId, appSecret } = app
  const httpInstance = createHttp(10_000) as HttpInstance
  const sdk = new Client({ appId, appSecret, domain: world.fake.url, cache: new DefaultCache(), httpInstance, logger: silent })
  return async (chatId: string, text: string) => {
    const data = { receive_id: chatId, msg_type: 'text', content: JSON.stringify({ text }) }
    const { code } = await sdk.im.v1.message.create({ params: { receive_id_type: 'chat_id' }, data })
    if (code !== 0) throw new Error(`code ${code}`)
  }
}

/** pg-boss with one worker: a job per message, retried by the queue, two polls a second at the given rate. */
export async function startBoss(world: World, perSecond: number): Promise<Sender> {
  const boss = new PgBoss(world.databaseUrl)
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue('send', { name: 'send', retryLimit: tries, retryDelay: 1 })
  const send = sdkOf(world)
  const options = { batchSize: Math.ceil(perSecond / 2), pollingIntervalSeconds: 0.5 }
  await boss.work<{ chatId: string; text: string }>('send', options, async (jobs) => {
    const settled = await Promise.allSettled(jobs.map(({ data }) => send(data.chatId, data.text)))
    // The others of the batch are complete; only these are tried again.
    for (const [at, { status }] of settled.entries()) if (status === 'rejected') await boss.fail('send', jobs[at]!.id)
  })
  return {
    add: (chatId, texts) => boss.insert(texts.map((text) => ({ name: 'send', data: { chatId, text } }))),
    waiting: () => boss.getQueueSize('send', { before: 'completed' }),
    stop: () => boss.stop({ graceful: false }),
  }
}

/** p-queue: in memory, at the given rate. */
export async function startQueue(world: World, perSecond: number): Promise<Sender> {
  const queue = new PQueue({ concurrency: 50, interval: 1000, intervalCap: perSecond })
  const send = sdkOf(world)
  const attempt = async (chatId: string, text: string, left: number): Promise<void> => {
    await send(chatId, text).catch(() => (left > 0 ? void queue.add(() => attempt(chatId, text, left - 1)) : undefined))
  }
  return {
    async add(chatId, texts) {
      for (const text of texts) void queue.add(() => attempt(chatId, text, tries))
    },
    waiting: async () => queue.size + queue.pending,
    async stop() {
      queue.clear()
    },
  }
}
