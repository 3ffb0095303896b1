import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, migrate, rows } from '#storage/db.ts'
import { type KillTown, startKillTown, streets } from '#test/e2e/kill.town.ts'
import { type RunningPostgres, startPostgres } from '#test/support/postgres.ts'
import type { ServiceProcess } from '#test/support/process.ts'
import { until, wordsOf } from '#test/support/town.ts'

/** Postgres is restarted underneath the running service, which must outlive it. */

let postgres: RunningPostgres
let town: KillTown
let service: ServiceProcess
beforeAll(async () => {
  postgres = await startPostgres()
  const database = await connect({ databaseUrl: postgres.url('postgres'), dataDir: '' })
  await migrate(database).finally(() => database.close())
  town = await startKillTown('Postgres', '2026-12-01T09:30:45+08:00', { databaseUrl: postgres.url('postgres'), fake: { timeScale: 60 } })
  service = await town.start()
}, 90_000)
afterAll(async () => {
  await town?.close()
  await postgres?.stop()
})

const ready = async () => (await fetch(`${service.url}/readyz`)).status
const say = (at: number, text: string) => town.feishu.say(streets[at]!.chatId, streets[at]!.clerk, text, { mention: true })
const answers = (messageId: string) => town.feishu.sent().filter(({ parentId }) => parentId === messageId)

test('what is said while Postgres is away is pushed again and answered once; readiness follows', { timeout: 120_000 }, async () => {
  const cards = () => town.feishu.sent().filter((message) => wordsOf(message).includes('到期提醒'))
  await until(() => cards().length === streets.length, 'every card', 45_000)
  expect(await ready()).toBe(200)

  // In hand when the server goes: a card is about to change, and its platform does not answer.
  town.feishu.fault({ on: 'patch', kind: 'hang-after' })
  const { toast } = await town.feishu.submitForm(
    cards()[0]!.messageId,
    streets.find(({ chatId }) => chatId === cards()[0]!.chatId)!.clerk,
    {
      percent: '30',
    },
  )
  expect(toast?.type).toBe('success')

  await postgres.halt()
  await until(async () => (await ready()) === 503, 'not ready')
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
  const said = await Promise.all([0, 1, 2, 3].map((at) => say(at, '帮助')))
  expect(said.map(({ pushed }) => pushed.status)).toEqual([500, 500, 500, 500])

  await postgres.resume()
  await until(async () => (await ready()) === 200, 'ready again')
  await until(() => said.every(({ messageId }) => answers(messageId).length > 0), 'every answer', 90_000)
  const { messageId, pushed } = await say(0, '任务')
  expect(pushed.status).toBe(200)
  await until(() => answers(messageId).length > 0, 'the next answer', 30_000)
  await until(() => wordsOf(cards()[0]!).includes('推进中 30%'), 'the changed card', 30_000)

  expect(await service.stop()).toBe(0)
  expect(said.map((each) => answers(each.messageId).length)).toEqual([1, 1, 1, 1])
  expect(cards()).toHaveLength(streets.length)
  expect(town.feishu.doubles()).toBe(0)
  const unfinished = sql`select id from inbound where state <> 'done' union all select key from outbound where state not in ('sent', 'superseded')`
  expect(await town.look(({ db }) => rows(db, unfinished))).toEqual([])
})
