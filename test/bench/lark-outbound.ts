import { setTimeout as sleep } from 'node:timers/promises'
import { startWorld, textsOf, type World } from './outbound-world.ts'

const chats = 2000
const perMinute = 1000
const answerEveryMs = 1500

type Row = { replicas: number; sent: number; ofLimit: number; overLimit: number; doubled: number; outOfOrder: number; answerMsMax: number }

/**
 * A broadcast to 2,000 chats within the platform's real limits (50/s, 1000/min, 5/s per chat), with somebody asking
 * every one and a half seconds. `BENCH_SECONDS` (60) a run, with 1 and with 3 replicas.
 */
export async function run(): Promise<Row[]> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 60)
  const rows: Row[] = []
  for (const replicas of [1, 3]) rows.push(await measure(replicas, seconds))
  console.table(rows)
  return rows
}

async function measure(replicas: number, seconds: number): Promise<Row> {
  const world = await startWorld({ chats })
  try {
    for (const chatId of world.chatIds) await world.queue(chatId, [`${chatId} 第一条`, `${chatId} 第二条`])
    await Promise.all(Array.from({ length: replicas }, (_, at) => world.spawnReplica(at)))
    const waits = await ask(world, seconds)
    const sent = world.fake.sent().length
    return {
      replicas,
      sent,
      ofLimit: round(sent / ((perMinute * seconds) / 60)),
      overLimit: world.fake.overLimit(),
      doubled: world.fake.doubles(),
      outOfOrder: [...textsOf(world).values()].filter(isOutOfOrder).length,
      answerMsMax: Math.max(...waits),
    }
  } finally {
    await world.close()
  }
}

/** Questions into chats the broadcast has not come to yet. @returns ms from each answer's being written to its arrival */
async function ask(world: World, seconds: number): Promise<number[]> {
  const waits: Promise<number>[] = []
  const ends = performance.now() + seconds * 1000
  for (let at = 0; performance.now() < ends; at++) {
    waits.push(answer(world, `oc_answer_${at}`, `ev_${at}`))
    await sleep(Math.min(answerEveryMs, Math.max(0, ends - performance.now())))
  }
  return Promise.all(waits)
}

async function answer(world: World, chatId: string, id: string): Promise<number> {
  world.fake.createChat(chatId)
  await world.heard(chatId, id)
  await world.queue(chatId, [`answer ${id}`], id)
  const written = performance.now()
  while (world.fake.sent(chatId).length === 0 && performance.now() - written < 10_000) await sleep(10)
  return Math.round(performance.now() - written)
}

const isOutOfOrder = (texts: string[]) => texts.indexOf(texts.find((text) => text.endsWith('第二条')) ?? '') === 0
const round = (ratio: number) => Math.round(ratio * 1000) / 1000
