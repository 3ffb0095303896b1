import { setTimeout as sleep } from 'node:timers/promises'
import { countOutbound } from './chaos-count.ts'
import { drainWithBoss, drainWithQueue } from './chaos-peers.ts'
import { startWorld, textsOf, type World } from './outbound-world.ts'

const chats = 250
const limitScale = 20
const replicas = 3
const boundMs = 4 * 60_000

type Row = { who: string; sent: number; lost: number; doubled: number; outOfOrder: number; overLimit: number; seconds: number }

/**
 * `BENCH_MESSAGES` (10,000) messages in order into 250 chats while the platform fails (2 % 500 after processing, 1 %
 * hangs, 1 % cut after processing, 1 % 429), tokens end every 30 s and a random replica is killed every 5 s; the
 * platform's limits are raised twenty times. Peers meet the same platform without being killed.
 */
export async function run(): Promise<Row[]> {
  const messages = Number(process.env.BENCH_MESSAGES ?? 10_000)
  const rows = [
    await measure('duban, 3 replicas, one killed every 5 s', messages, drainWithReplicas),
    await measure('pg-boss, one worker', Math.min(messages, 2000), drainWithBoss),
    await measure('p-queue, in memory', Math.min(messages, 2000), drainWithQueue),
  ]
  console.table(rows)
  return rows
}

export type Drain = (world: World, chatIds: string[], textsFor: (chatId: string) => string[], until: AbortSignal) => Promise<void>

async function measure(who: string, messages: number, drain: Drain): Promise<Row> {
  const perSecond = 50 * limitScale
  const limits = { appPerSecond: perSecond, appPerMinute: 1000 * limitScale, chatPerSecond: 5 * limitScale, patchPerSecond: 100 }
  const world = await startWorld({ chats, limitScale, fake: { limits } })
  world.fake.odds([
    { on: 'create', kind: '500-after', share: 0.02 },
    { on: 'create', kind: 'hang-after', share: 0.01 },
    { on: 'create', kind: 'cut-after', share: 0.01 },
    { on: 'create', kind: '429', share: 0.01 },
  ])
  const tokens = setInterval(() => world.fake.expireTokens(), 30_000)
  try {
    const each = messages / chats
    const textsFor = (chatId: string) => Array.from({ length: each }, (_, at) => `${chatId} ${at}`)
    const started = performance.now()
    await drain(world, world.chatIds, textsFor, AbortSignal.timeout(boundMs))
    const seconds = Math.round((performance.now() - started) / 1000)
    const texts = textsOf(world)
    const distinct = new Set([...texts.values()].flat()).size
    const overLimit = world.fake.overLimit()
    const outOfOrder = [...texts.values()].filter((said) => !isInOrder([...new Set(said)])).length
    return { who, sent: distinct, lost: messages - distinct, doubled: world.fake.sent().length - distinct, outOfOrder, overLimit, seconds }
  } finally {
    clearInterval(tokens)
    await world.close()
  }
}

const drainWithReplicas: Drain = async (world, chatIds, textsFor, until) => {
  for (const chatId of chatIds) await world.queue(chatId, textsFor(chatId))
  await Promise.all(Array.from({ length: replicas }, (_, at) => world.spawnReplica(at)))
  const killing = setInterval(() => {
    const victim = Math.floor(Math.random() * replicas)
    world.kill(victim)
    void world.spawnReplica(victim)
  }, 5000)
  while (!until.aborted && (await countOutbound(world.database.db)) > 0) await sleep(500)
  clearInterval(killing)
}

const isInOrder = (texts: string[]) => texts.every((text, at) => Number(text.split(' ')[1]) === at)
