import { setTimeout as sleep } from 'node:timers/promises'
import { startWorld, textsOf, type World } from './outbound-world.ts'
import { type Sender, startBoss, startDuban, startQueue } from './senders.ts'

const chats = 2000
const perMinute = 1000
const answerEveryMs = 1500
/** The rate that keeps to a thousand a minute: peers know one limit each. */
const peersPerSecond = 16

type Row = {
  who: string
  sent: number
  ofLimit: number
  overLimit: number
  lost: number
  doubled: number
  outOfOrder: number
  /** from an answer's being written to its arrival; one that had not come by the end counts as it stood */
  answerMsP50: number
  answerMsMax: number
}

/**
 * A broadcast to 2,000 chats within the platform's real limits (50/s, 1000/min, 5/s per chat), with somebody asking
 * every one and a half seconds. `BENCH_SECONDS` (60) with 1 and with 3 replicas; peers beside, a third of that each.
 */
export async function run(): Promise<Row[]> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 60)
  const rows = [
    await measure('duban, 1 replica', seconds, (world) => startDuban(world, 1)),
    await measure('duban, 3 replicas', seconds, (world) => startDuban(world, 3)),
    await measure('pg-boss, one worker', seconds / 3, (world) => startBoss(world, peersPerSecond)),
    await measure('p-queue, in memory', seconds / 3, (world) => startQueue(world, peersPerSecond)),
  ]
  console.table(rows)
  return rows
}

async function measure(who: string, seconds: number, start: (world: World) => Promise<Sender>): Promise<Row> {
  const world = await startWorld({ chats })
  try {
    const sender = await start(world)
    const before = performance.now()
    for (const chatId of world.chatIds) await sender.add(chatId, [`${chatId} 1`, `${chatId} 2`])
    const waits = (await ask(world, sender, seconds)).sort((one, other) => one - other)
    const elapsed = (performance.now() - before) / 1000
    const waiting = await sender.waiting()
    await sender.stop()
    const texts = [...textsOf(world).values()]
    const sent = world.fake.sent().length
    const distinct = texts.reduce((sum, said) => sum + new Set(said).size, 0)
    return {
      who,
      sent,
      ofLimit: Math.round((sent / ((perMinute * elapsed) / 60)) * 1000) / 1000,
      overLimit: world.fake.overLimit(),
      lost: Math.max(0, chats * 2 + waits.length - waiting - distinct),
      doubled: sent - distinct,
      outOfOrder: texts.filter((said) => said.findIndex((text) => text.endsWith(' 2')) === 0).length,
      answerMsP50: waits[Math.floor(waits.length / 2)]!,
      answerMsMax: waits.at(-1)!,
    }
  } finally {
    await world.close()
  }
}

/** Questions in chats of their own, until the time is over. @returns ms from each answer's being written to its arrival */
async function ask(world: World, sender: Sender, seconds: number): Promise<number[]> {
  const ends = performance.now() + seconds * 1000
  const waits: Promise<number>[] = []
  for (let at = 0; performance.now() < ends; at++) {
    waits.push(answer(world, sender, `oc_answer_${at}`, ends))
    await sleep(Math.min(answerEveryMs, Math.max(0, ends - performance.now())))
  }
  return Promise.all(waits)
}

async function answer(world: World, sender: Sender, chatId: string, ends: number): Promise<number> {
  world.fake.createChat(chatId)
  await sender.add(chatId, [`answer in ${chatId}`], true)
  const written = performance.now()
  // The last ones get their two seconds.
  while (world.fake.sent(chatId).length === 0 && performance.now() < ends + 2000) await sleep(10)
  return Math.round(performance.now() - written)
}
