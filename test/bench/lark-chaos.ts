import { setTimeout as sleep } from 'node:timers/promises'
import { startWorld, textsOf, type World } from './outbound-world.ts'
import { type Sender, startBoss, startDuban, startQueue } from './senders.ts'

const chats = 250
const limitScale = 20
/** What Duban's buckets keep to under limits twenty times as wide. */
const peersPerSecond = 300
const boundS = { duban: 240, peer: 90 }

type Row = {
  who: string
  meant: number
  lost: number
  doubled: number
  outOfOrder: number
  overLimit: number
  waiting: number
  killed: number
  seconds: number
}

/**
 * `BENCH_MESSAGES` (10,000) messages in order into 250 chats while the platform fails (2 % 500 after processing, 1 %
 * hangs, 1 % cut after processing, 1 % 429), tokens end every 30 s and a random replica is killed every 5 s; the
 * platform's limits are raised twenty times, and one it names ends twenty times as soon. Peers send a thousand and are not killed. Each run stops by itself;
 * `waiting` is what had not had its turn then.
 */
export async function run(): Promise<Row[]> {
  const messages = Number(process.env.BENCH_MESSAGES ?? 10_000)
  const few = Math.min(messages, 1000)
  const rows = [
    await measure('duban, 3 replicas, one killed every 5 s', messages, boundS.duban, (world) => startDuban(world, 3)),
    await measure('pg-boss, one worker', few, boundS.peer, (world) => startBoss(world, peersPerSecond)),
    await measure('p-queue, in memory', few, boundS.peer, (world) => startQueue(world, peersPerSecond)),
  ]
  console.table(rows)
  return rows
}

async function measure(
  who: string,
  meant: number,
  bound: number,
  start: (world: World) => Promise<Sender & { kill?(): void }>,
): Promise<Row> {
  const perSecond = 50 * limitScale
  const limits = { appPerSecond: perSecond, appPerMinute: 1000 * limitScale, chatPerSecond: 5 * limitScale, patchPerSecond: 100 }
  const world = await startWorld({ chats, limitScale, fake: { limits } })
  world.fake.odds([
    { on: 'create', kind: '500-after', share: 0.02 },
    { on: 'create', kind: 'hang-after', share: 0.01 },
    { on: 'create', kind: 'cut-after', share: 0.01 },
    { on: 'create', kind: '429', share: 0.01, resetSeconds: 1 / limitScale },
  ])
  const tokens = setInterval(() => world.fake.expireTokens(), 30_000)
  let killed = 0
  try {
    const sender = await start(world)
    const started = performance.now()
    const seconds = () => (performance.now() - started) / 1000
    for (const chatId of world.chatIds) {
      const texts = Array.from({ length: meant / chats }, (_, at) => `${chatId} ${at}`)
      await sender.add(chatId, texts)
    }
    while (seconds() < bound && (await sender.waiting()) > 0) {
      await sleep(500)
      if (!sender.kill || seconds() < 5 * (killed + 1)) continue
      sender.kill()
      killed += 1
    }
    const took = Math.round(seconds())
    const waiting = await sender.waiting()
    await sender.stop()
    return { who, meant, ...outcomeOf(world, meant - waiting), waiting, killed, seconds: took }
  } finally {
    clearInterval(tokens)
    await world.close()
  }
}

/** Of what has had its turn. */
function outcomeOf(world: World, turns: number): Pick<Row, 'lost' | 'doubled' | 'outOfOrder' | 'overLimit'> {
  const chatsOf = [...textsOf(world).values()]
  const sent = chatsOf.reduce((sum, texts) => sum + texts.length, 0)
  const distinct = chatsOf.reduce((sum, texts) => sum + new Set(texts).size, 0)
  return {
    lost: Math.max(0, turns - distinct),
    doubled: sent - distinct,
    outOfOrder: chatsOf.filter((texts) => !isInOrder([...new Set(texts)])).length,
    overLimit: world.fake.overLimit(),
  }
}

/** Ascending, whether or not all are there. */
const isInOrder = (texts: string[]) => texts.every((text, at) => at === 0 || placeOf(text) > placeOf(texts[at - 1]!))
const placeOf = (text: string) => Number(text.split(' ')[1])
