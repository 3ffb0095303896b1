import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#storage/db.ts'
import { type KillTown, startKillTown, streets } from '#test/e2e/kill.town.ts'
import type { ServiceProcess } from '#test/support/process.ts'
import { until, wordsOf } from '#test/support/town.ts'

/** Two services on one Postgres, as in production; one of them dies in the middle of it. */

let town: KillTown
let replicas: ServiceProcess[]
const chats = [
  ...streets.map(({ chatId }) => chatId),
  ...Array.from({ length: 8 }, (_, at) => `oc_${(at + 100).toString(16).padStart(32, '0')}`),
]

beforeAll(async () => {
  town = await startKillTown('Postgres', '2026-12-01T09:30:45+08:00', { fake: { timeScale: 60 } })
  for (const chatId of chats.slice(streets.length)) town.feishu.createChat(chatId, { type: 'p2p' })
  replicas = await Promise.all([town.start(), town.start()])
}, 90_000)
afterAll(() => town?.close())

test('the slot is run once, whoever ticks first', async () => {
  const cards = () => town.feishu.sent().filter((message) => wordsOf(message).includes('到期提醒'))
  await until(() => cards().length >= streets.length, 'every card', 45_000)
  expect(
    cards()
      .map(({ chatId }) => chatId)
      .toSorted(),
  ).toEqual(streets.map(({ chatId }) => chatId).toSorted())
})

test('200 messages in 20 chats while one replica dies: each answered once, each chat in order', { timeout: 120_000 }, async () => {
  const asked = new Map(chats.map((chatId) => [chatId, [] as string[]]))
  const answered = (chatId: string) =>
    town.feishu.sent(chatId).flatMap(({ parentId }) => (parentId && asked.get(chatId)!.includes(parentId) ? [parentId] : []))
  const total = () => chats.reduce((sum, chatId) => sum + answered(chatId).length, 0)
  const arrived = (eventId: string) => town.feishu.pushes().some((push) => push.eventId === eventId && push.status === 200)
  const [doomed, survivor] = replicas as [ServiceProcess, ServiceProcess]
  const talk = async (chatId: string, at: number) => {
    for (let line = 0; line < 10; line++) {
      // As a balancer would: both take part until one is gone.
      const alive = total() < 40 && (at + line) % 2 === 0 ? doomed : survivor
      town.feishu.pushTo(`${alive.url}/webhooks/lark`)
      const clerk = streets[at % streets.length]!.clerk
      const { messageId, eventId, pushed } = await town.feishu.say(chatId, clerk, `任务 ${line + 1}`, { mention: true })
      asked.get(chatId)!.push(messageId)
      // What died with its replica is pushed again, and what is said meanwhile would overtake it on the way to us.
      if (pushed.status !== 200) await until(() => arrived(eventId), `${messageId} pushed again`)
    }
  }
  const talking = Promise.all(chats.map(talk))
  await until(() => total() >= 40, 'the first answers', 45_000)
  await doomed.kill()
  await talking
  await until(() => total() >= 200, 'every answer', 60_000)
  for (const chatId of chats) expect(answered(chatId).toSorted()).toEqual(asked.get(chatId)!.toSorted())
  expect(town.feishu.doubles()).toBe(0)
  expect(await survivor.stop()).toBe(0)
  await town.look(async ({ db }) => {
    const disorder = sql`select i.id from inbound i join outbound o on o.key = 'answer:' || i.id
      join inbound j on j.lane = i.lane and j.seq > i.seq join outbound p on p.key = 'answer:' || j.id and p.seq < o.seq`
    expect(await rows(db, disorder)).toEqual([])
    expect(await rows(db, sql`select id from inbound where state <> 'done'`)).toEqual([])
  })
  for (const chatId of chats) {
    const sent = town.feishu.sent(chatId).map(({ parentId }) => parentId)
    const seqs = asked.get(chatId)!.map((id) => sent.indexOf(id))
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  }
})
