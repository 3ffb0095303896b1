import { Client, DefaultCache, type HttpInstance } from '@larksuiteoapi/node-sdk'
import PQueue from 'p-queue'
import PgBoss from 'pg-boss'
import { createHttp } from '#src/channels/lark/http.ts'
import type { Drain } from './lark-chaos.ts'
import { app, type World } from './outbound-world.ts'

const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }
const perSecond = 300
const tries = 5

/** The SDK as its readme shows it, with a timeout; what fails is tried again. */
function sender(world: World) {
  const { appId, appSecret } = app
  const httpInstance = createHttp(10_000) as HttpInstance
  const sdk = new Client({ appId, appSecret, domain: world.fake.url, cache: new DefaultCache(), httpInstance, logger: silent })
  return async (chatId: string, text: string) => {
    const data = { receive_id: chatId, msg_type: 'text', content: JSON.stringify({ text }) }
    const { code } = await sdk.im.v1.message.create({ params: { receive_id_type: 'chat_id' }, data })
    if (code !== 0) throw new Error(`code ${code}`)
  }
}

/** A job per message, retried by the queue. */
export const drainWithBoss: Drain = async (world, chatIds, textsFor, until) => {
  const boss = new PgBoss(world.databaseUrl)
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue('send', { name: 'send', retryLimit: tries, retryDelay: 1 })
  for (const chatId of chatIds) await boss.insert(textsFor(chatId).map((text) => ({ name: 'send', data: { chatId, text } })))
  const send = sender(world)
  const options = { batchSize: 50, pollingIntervalSeconds: 0.5 }
  await boss.work<{ chatId: string; text: string }>('send', options, async (jobs) => {
    const settled = await Promise.allSettled(jobs.map(({ data }) => send(data.chatId, data.text)))
    // The others of the batch are complete; only these are tried again.
    for (const [at, { status }] of settled.entries()) if (status === 'rejected') await boss.fail('send', jobs[at]!.id)
  })
  await quiet(world, until)
  await boss.stop({ graceful: false })
}

/** A queue in memory with the rate it is given. */
export const drainWithQueue: Drain = async (world, chatIds, textsFor, until) => {
  const queue = new PQueue({ concurrency: 50, interval: 1000, intervalCap: perSecond })
  const send = sender(world)
  const attempt = async (chatId: string, text: string, left: number): Promise<void> => {
    await send(chatId, text).catch(() => (left > 0 ? void queue.add(() => attempt(chatId, text, left - 1)) : undefined))
  }
  for (const chatId of chatIds) for (const text of textsFor(chatId)) void queue.add(() => attempt(chatId, text, tries))
  until.addEventListener('abort', () => queue.clear())
  await queue.onIdle()
}

/** Until nothing has been sent for a while. */
async function quiet(world: World, until: AbortSignal): Promise<void> {
  for (let count = -1, still = 0; still < 15 && !until.aborted; still = count === world.fake.sent().length ? still + 1 : 0) {
    count = world.fake.sent().length
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}
