import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, rows } from '#storage/db.ts'
import { type KillTown, startKillTown, streets } from '#test/e2e/kill.town.ts'
import type { FakeMessage } from '#test/fakes/feishu/index.ts'
import type { ServiceProcess } from '#test/support/process.ts'
import { until, wordsOf } from '#test/support/town.ts'

/**
 * The service is killed at the worst moments of its story and started again on the same data. What counts is what
 * people see on the platform: everything once, in order.
 */
describe.each(['PGlite', 'Postgres'] as const)('kill -9 on %s', { timeout: 120_000 }, (kind) => {
  let town: KillTown
  let service: ServiceProcess
  const [first, second, third, fourth] = streets as [(typeof streets)[0], (typeof streets)[0], (typeof streets)[0], (typeof streets)[0]]
  beforeAll(async () => {
    town = await startKillTown(kind, '2026-12-01T09:30:45+08:00', { fake: { timeScale: 45 } })
  })
  afterAll(() => town?.close())

  const isCard = (message: FakeMessage) => wordsOf(message).includes('到期提醒')
  const cards = () => town.feishu.sent().filter(isCard)
  const cardOf = (chatId: string) => until(() => town.feishu.sent(chatId).find(isCard), `the card in ${chatId}`, 30_000)
  const count = (what: ReturnType<typeof sql>) =>
    town.look(async ({ db }) => (await rows<{ n: number }>(db, sql`select count(*)::int as n from ${what}`))[0]!.n)
  const calls = (op: string) => town.feishu.calls[op] ?? 0
  /** On the same data, as long after the crash as a lease lasts. */
  const restart = async () => {
    town.feishu.clearFaults()
    await town.look(({ db }) => db.execute(sql`update lane set lease_until = '-infinity'`))
    service = await town.start()
  }

  test.runIf(kind === 'Postgres')('0. in the middle of a group’s turn: the slot is as if it had not begun', async () => {
    await town.look(({ db }) =>
      inTransaction(db, async (tx) => {
        await tx.execute(sql`lock table card in access exclusive mode`)
        service = await town.start()
        const waiting = sql`select 1 from pg_locks where not granted and relation = 'card'::regclass`
        await until(async () => (await rows(tx, waiting)).length > 0, 'the job at work', 45_000)
        await service.kill()
      }),
    )
    expect(await count(sql`job_run`)).toBe(0)
  })

  test('1. amid the reminders: some groups have had their turn, the first card is on its way', async () => {
    town.feishu.fault({ on: 'create', kind: 'hang-before', times: 50 })
    service = await town.start()
    await until(() => calls('create') > 0, 'a card on its way', 45_000)
    await service.kill()
    expect(cards()).toEqual([])
    expect(await count(sql`outbound where state = 'sending'`)).toBeGreaterThan(0)
    expect(await count(sql`job_run where job like 'remind:%'`)).toBeGreaterThan(0)
  })

  test('2. the platform has taken cards, and we have not noted it', async () => {
    await restart()
    town.feishu.fault({ on: 'create', kind: 'hang-after', times: 50 })
    await until(() => cards().length > 0, 'a card taken', 45_000)
    await service.kill()
    expect(await count(sql`outbound where state = 'sent'`)).toBe(0)
    await restart()
    for (const { chatId } of streets) await cardOf(chatId)
  })

  test('3. between the toast and the change of the card', async () => {
    const card = await cardOf(first.chatId)
    town.feishu.fault({ on: 'patch', kind: 'hang-before', times: 9 })
    const { toast } = await town.feishu.submitForm(card.messageId, first.clerk, { status: 'doing', percent: '40', remark: '已排查' })
    expect(toast?.content).toContain('推进中，40%')
    await until(() => calls('patch') > 0, 'the change on its way')
    await service.kill()
    expect(wordsOf(await cardOf(first.chatId))).not.toContain('40%')
    await restart()
    await until(async () => wordsOf(await cardOf(first.chatId)).includes('推进中 40%'), 'the changed card', 30_000)
  })

  test('4. reports are in, few are handled: each is recorded and answered once, in order', async () => {
    const card = await cardOf(first.chatId)
    const said: string[] = []
    for (let at = 0; at < 12; at++) {
      const { messageId, pushed } = await town.feishu.say(first.chatId, first.clerk, `进度到${41 + at}%`, { replyTo: card.messageId })
      expect(pushed.status).toBe(200)
      said.push(messageId)
    }
    await service.kill()
    const [read, unsent] = [sql`select id from inbound where state = 'queued'`, sql`select key from outbound where state = 'queued'`]
    expect(await count(sql`(${read} union all ${unsent}) waiting`)).toBeGreaterThan(0)
    await restart()
    const answers = () => town.feishu.sent(first.chatId).filter(({ parentId }) => parentId && said.includes(parentId))
    await until(() => answers().length >= said.length, 'every answer', 40_000)
    expect(answers().map(({ parentId }) => parentId)).toEqual(said)
    await until(async () => wordsOf(await cardOf(first.chatId)).includes('推进中 52%'), 'the newest state on the card', 30_000)
  })

  test.runIf(kind === 'Postgres')('4b. exactly between an event’s commit and its handling, and in the middle of handling', async () => {
    const [before, amid] = await town.look(({ db }) =>
      inTransaction(db, async (tx) => {
        await tx.execute(sql`lock table progress in access exclusive mode`)
        const amid = await town.feishu.submitForm((await cardOf(second.chatId)).messageId, second.clerk, { percent: '10' })
        const before = await town.feishu.say(third.chatId, third.clerk, '帮助', { mention: true })
        await service.kill()
        return [before, amid]
      }),
    )
    expect(before.pushed.status).toBe(200)
    expect(amid.toast).toMatchObject({ type: 'info' })
    expect(await count(sql`inbound where state = 'queued'`)).toBe(2)
    await restart()
    await until(async () => wordsOf(await cardOf(second.chatId)).includes('推进中 10%'), 'the card of the second street', 30_000)
    await until(() => town.feishu.sent(third.chatId).find(({ parentId }) => parentId === before.messageId), 'the help', 30_000)
  })

  test.runIf(kind === 'Postgres')('5. an event is read but not yet committed: the platform pushes it again', async () => {
    await service.kill()
    town.feishu.fault({ on: 'bot', kind: 'hang-before', times: 99 })
    service = await town.start()
    const saying = town.feishu.say(fourth.chatId, fourth.clerk, '帮助', { mention: true })
    // An answer to what was asked after it: the event has been read, and waits to know who the bot is.
    await fetch(`${service.url}/healthz`)
    await service.kill()
    const { messageId, pushed } = await saying
    expect(pushed.status).not.toBe(200)
    expect(await count(sql`inbound where body like ${`%${messageId}%`}`)).toBe(0)
    await restart()
    await until(() => town.feishu.sent(fourth.chatId).find(({ parentId }) => parentId === messageId), 'the help', 90_000)
  })

  test('in the end: nothing lost, nothing twice, and a calm stop', async () => {
    await until(
      async () => (await (await fetch(`${service.url}/metrics`)).text()).match(/duban_parked\{queue="out"/) === null,
      'no parked message',
    )
    expect(await service.stop()).toBe(0)
    expect(town.feishu.doubles()).toBe(0)
    expect(cards()).toHaveLength(streets.length)
    expect(new Set(cards().map(({ chatId }) => chatId)).size).toBe(streets.length)
    expect(await count(sql`progress`)).toBe(kind === 'Postgres' ? 14 : 13)
    expect(await count(sql`(select source from progress group by source having count(*) > 1) twice`)).toBe(0)
    expect(await count(sql`inbound where state not in ('done', 'ignored')`)).toBe(0)
    expect(await count(sql`outbound where state not in ('sent', 'superseded')`)).toBe(0)
  })
})
