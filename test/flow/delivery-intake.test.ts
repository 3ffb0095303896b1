import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Receive } from '#src/channels/channel.ts'
import { systemClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import type { PolicyProvider } from '#src/domain/policy/provider.ts'
import { startHandling } from '#src/intake/handle.ts'
import { createReceive } from '#src/intake/receive.ts'
import type { Loop } from '#src/loop.ts'
import type { InboundMessage } from '#src/message.ts'
import { type Database, inTransaction, rows } from '#storage/db.ts'
import { ConnectionLost } from '#storage/errors.ts'
import { claimInbound, closeInbound, dropInbound, findInbound, requeueInbound } from '#storage/repositories/inbound.ts'
import { advanceLane, LeaseLost } from '#storage/repositories/lane.ts'
import { listOutbound } from '#storage/repositories/outbound.ts'
import { onEachDatabase } from '#test/support/databases.ts'

/** Messages in a direct chat: 帮助 is answered by itself, 政策 asks `policy`, which a test makes fail or wait. */
onEachDatabase((name, open) => {
  let database: Database
  let workers: Loop[]
  let policy: PolicyProvider
  beforeAll(async () => {
    database = await open()
  })
  beforeEach(() => {
    workers = []
    policy = async () => {
      throw new Error('a mistake of ours')
    }
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()))
    await database.db.execute(sql`truncate inbound, outbound, lane`)
  })

  const log = pino({ level: 'silent' })
  const handle = () => {
    const settings = { publicUrl: 'https://duban.example', calendar: loadCalendar(), policy: ((tx) => policy(tx)) satisfies PolicyProvider }
    const deps = { db: database.db, clock: systemClock, log, settings, worker: `worker ${workers.length}`, lanes: 4, wakeOutbox() {} }
    workers.push(startHandling(deps))
  }
  const receiver = (): Receive =>
    createReceive({ db: database.db, clock: systemClock, inFlight: 2, wake: () => workers.forEach((worker) => void worker.wake()) })
  const message = (eventId: string, text: string, more: Partial<InboundMessage> = {}): InboundMessage => ({
    type: 'message',
    channel: 'lark',
    eventId,
    chatId: eventId[0]!,
    messageId: `m:${eventId}`,
    senderId: 'ou_1',
    sentAt: new Date(),
    chatType: 'direct',
    text,
    mentioned: true,
    replyTo: [],
    attachments: [],
    ...more,
  })
  const arrive = (eventId: string, text: string, more: Partial<InboundMessage> = {}) => receiver()(message(eventId, text, more))
  const stateOf = async (eventId: string) => (await findInbound(database.db, `lark:${eventId}`))?.state
  const becomes = (eventId: string, state: string) => expect.poll(() => stateOf(eventId), { timeout: 15_000, interval: 10 }).toBe(state)
  const answered = async () => (await listOutbound(database.db, ['queued'])).map(({ replyTo }) => replyTo?.replace('m:', ''))
  const leasesEnd = () => database.db.execute(sql`update lane set next_at = now(), lease_until = '-infinity'`)
  const pausesEnd = async () => {
    await database.db.execute(sql`update lane set next_at = now() where lease_until <= now()`)
    for (const worker of workers) worker.wake()
  }
  const lane = async (chatId: string) => {
    const [found] = await rows<{ head: number; tail: number; attempts: number; leased: boolean; wait: number }>(
      database.db,
      sql`select head::int as head, tail::int as tail, attempts, lease_until > now() as leased, extract(epoch from next_at - now())::float8 as wait
        from lane where queue = 'in' and lane = ${`lark:${chatId}`}`,
    )
    return found!
  }
  const hurryUntil = (eventId: string, state: string) =>
    expect.poll(() => pausesEnd().then(() => stateOf(eventId)), { timeout: 10_000, interval: 20 }).toBe(state)
  /** The pause before the try after `tries`. */
  const pauseAfter = async (tries: number) => {
    await expect.poll(() => lane('a'), { timeout: 15_000, interval: 5 }).toMatchObject({ attempts: tries, leased: false })
    return (await lane('a')).wait
  }

  describe('what arrives', () => {
    test('the same event, or the same message under another event, is new once', async () => {
      const receive = receiver()
      expect(await receive(message('a1', '帮助'))).toEqual({ duplicate: false })
      expect(await receive(message('a1', '帮助'))).toEqual({ duplicate: true })
      expect(await receive(message('a2', '帮助', { messageId: 'm:a1' }))).toEqual({ duplicate: true })
      handle()
      await becomes('a1', 'done')
      expect(await answered()).toEqual(['a1'])
      expect(await lane('a')).toMatchObject({ head: 1, tail: 1 })
    })

    test('at the same moment by several replicas: every push is accepted, one is new', async () => {
      const replicas = Array.from({ length: 4 }, receiver)
      for (let round = 0; round < 5; round++) {
        const pushes = replicas.map((receive) => receive(message(`a${round}`, '帮助')))
        expect((await Promise.all(pushes)).filter(({ duplicate }) => !duplicate)).toHaveLength(1)
      }
      handle()
      await becomes('a4', 'done')
      expect(await answered()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4'])
    })

    // PGlite has one connection: there nothing happens at the same moment.
    test.runIf(name === 'Postgres')('even when none could see the others’ row', async () => {
      await arrive('a0', '帮助')
      const { pushes } = await inTransaction(database.db, async (tx) => {
        await tx.execute(sql`select 1 from lane where lane = 'lark:a' for update`)
        const pushes = [1, 2, 3].map(() => arrive('a1', '帮助'))
        const waiting = async () => (await rows(tx, sql`select 1 from pg_locks where not granted`)).length
        await expect.poll(waiting, { interval: 10 }).toBe(3)
        return { pushes }
      })
      expect((await Promise.all(pushes)).filter(({ duplicate }) => !duplicate)).toHaveLength(1)
      expect(await lane('a')).toMatchObject({ head: 0, tail: 2 })
    })

    test('a burst with something known in it: the rest is new, in order, without a gap', async () => {
      const receive = receiver()
      await receive(message('a1', '帮助'))
      const pushes = ['a2', 'a1', 'b1', 'a3'].map((id) => receive(message(id, '帮助')))
      expect((await Promise.all(pushes)).map(({ duplicate }) => duplicate)).toEqual([false, true, false, false])
      expect([(await lane('a')).tail, (await lane('b')).tail]).toEqual([3, 1])
      handle()
      await becomes('a3', 'done')
      expect((await answered()).filter((id) => id?.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
    })

    test('a burst into many chats keeps each in order', async () => {
      const receive = receiver()
      const ids = Array.from({ length: 60 }, (_, at) => `${'abcdef'[at % 6]}${String(at).padStart(2, '0')}`)
      await Promise.all(ids.map((id) => receive(message(id, '帮助'))))
      handle()
      handle()
      for (const id of ids.slice(-6)) await becomes(id, 'done')
      for (const chat of 'abcdef') {
        const inOrder = ids.filter((id) => id[0] === chat)
        expect((await answered()).filter((id) => id?.startsWith(chat)).toSorted()).toEqual(inOrder)
        const seqs = await rows<{ id: string }>(database.db, sql`select id from inbound where lane = ${`lark:${chat}`} order by seq`)
        expect(seqs.map(({ id }) => id.replace('lark:', ''))).toEqual(inOrder)
      }
    })

    test.each([
      ['a null character', '帮\u0000助', '帮助'],
      ['half a surrogate pair', '帮助 \ud83d', '帮助 \ufffd'],
      ['the other half', '帮助 😀\udc00', '帮助 😀\ufffd'],
    ])('%s is stored without it and answered like any other text', async (_, text, kept) => {
      await receiver()(message('a1', text))
      expect(JSON.parse((await findInbound(database.db, 'lark:a1'))!.body).text).toBe(kept)
      handle()
      await becomes('a1', 'done')
      expect(await answered()).toEqual(['a1'])
    })
  })

  describe('what goes wrong', () => {
    test('a message nobody can handle is parked after five tries, slower each time; the person is told once', async () => {
      handle()
      await arrive('a1', '政策 公共收益归谁')
      await arrive('a2', '帮助')
      await arrive('b1', '帮助')
      await becomes('b1', 'done')
      const waits: number[] = []
      for (let tried = 1; tried <= 4; tried++) {
        waits.push(await pauseAfter(tried))
        expect(await stateOf('a2')).toBe('queued')
        await pausesEnd()
      }
      await becomes('a2', 'done')
      for (const [at, wait] of waits.entries()) if (at > 0) expect(wait).toBeGreaterThan(waits[at - 1]! * 1.5)
      expect(await findInbound(database.db, 'lark:a1')).toMatchObject({ state: 'parked', attempts: 5, error: 'a mistake of ours' })
      const told = (await listOutbound(database.db, ['queued'])).filter(({ replyTo }) => replyTo === 'm:a1')
      expect(told.map(({ post }) => post.summary)).toEqual(['这条消息处理出错，已转运维人员核查，请勿重复提交。'])
    })

    test('each message has tries of its own', async () => {
      let tries = 0
      policy = async () => {
        tries += 1
        throw new Error('a mistake of ours')
      }
      await arrive('a1', '政策 一')
      await arrive('a2', '政策 二')
      handle()
      for (let tried = 1; tried <= 4; tried++) {
        await pauseAfter(tried)
        if (tried === 4) await database.db.execute(sql`update inbound set body = replace(body, '政策 一', '帮助')`)
        await pausesEnd()
      }
      await becomes('a1', 'done')
      await hurryUntil('a2', 'parked')
      expect(tries).toBe(4 + 5)
    })

    test('that the database was away does not count as a try', async () => {
      let tries = 0
      policy = async () => {
        tries += 1
        throw tries <= 7 ? new ConnectionLost('away') : new Error('a mistake of ours')
      }
      await arrive('a1', '政策 公共收益归谁')
      handle()
      await hurryUntil('a1', 'parked')
      expect(tries).toBe(7 + 5)
    })

    test('a message that ends the process each time is parked as well', async () => {
      policy = () => Promise.reject(new Error('must not be tried a sixth time'))
      await arrive('a1', '政策 公共收益归谁')
      await arrive('a2', '帮助')
      for (let crash = 0; crash < 5; crash++) {
        expect(await claimInbound(database.db, { lanes: 1, perLane: 1, worker: `crashed ${crash}`, leaseS: 30 })).toHaveLength(1)
        await leasesEnd()
      }
      handle()
      await becomes('a2', 'done')
      expect(await findInbound(database.db, 'lark:a1')).toMatchObject({
        state: 'parked',
        error: 'the process ended while this was handled',
      })
    })

    test('a parked message is handled again behind the others, or dropped', async () => {
      handle()
      for (const id of ['a1', 'a2']) await arrive(id, '政策 公共收益归谁')
      await hurryUntil('a2', 'parked')
      await arrive('a3', '帮助')
      await becomes('a3', 'done')
      expect(await dropInbound(database.db, ['lark:a2', 'lark:a3'])).toBe(1)
      await database.db.execute(sql`update inbound set body = replace(body, '政策 公共收益归谁', '帮助')`)
      expect(await inTransaction(database.db, (tx) => requeueInbound(tx, ['lark:a1', 'lark:a2', 'lark:a3']))).toBe(1)
      for (const worker of workers) worker.wake()
      await becomes('a1', 'done')
      expect(await stateOf('a2')).toBe('dropped')
      expect((await listOutbound(database.db, ['queued'])).map(({ key }) => key)).toEqual([
        'trouble:lark:a1',
        'trouble:lark:a2',
        'answer:lark:a3',
        'answer:lark:a1',
      ])
    })
  })

  describe('a worker that falls silent', () => {
    test('loses its lane when the lease has run out, and finishes nothing afterwards', async () => {
      await arrive('a1', '帮助')
      const claim = (worker: string) => claimInbound(database.db, { lanes: 4, perLane: 20, worker, leaseS: 30 })
      const [first] = await claim('first')
      expect(await claim('second')).toEqual([])
      await leasesEnd()
      const [second] = await claim('second')
      expect(second).toMatchObject({ id: 'lark:a1', attempts: 2 })
      const finish = (worker: string, error: string) =>
        inTransaction(database.db, async (tx) => {
          await closeInbound(tx, first!.id, { state: 'done', error, at: new Date() })
          await advanceLane(tx, { queue: 'in', lane: first!.lane, seq: first!.seq, worker }, { pauseMs: 0 })
        })
      await expect(finish('first', 'too late')).rejects.toThrow(LeaseLost)
      expect(await stateOf('a1')).toBe('queued')
      await finish('second', 'in time')
      await expect(finish('second', 'twice')).rejects.toThrow(LeaseLost)
      expect(await findInbound(database.db, 'lark:a1')).toMatchObject({ state: 'done', error: 'in time' })
    })

    // PGlite has one connection: nobody else can go on while a transaction is open.
    test.runIf(name === 'Postgres')('what it did meanwhile is undone when it wakes up', async () => {
      const gate = Promise.withResolvers<void>()
      let asked = 0
      policy = async () => {
        asked += 1
        if (asked === 1) await gate.promise
        throw new Error('a mistake of ours')
      }
      handle()
      await arrive('a1', '政策 公共收益归谁')
      await expect.poll(() => asked).toBe(1)
      await leasesEnd()
      await database.db.execute(sql`update inbound set body = replace(body, '政策 公共收益归谁', '帮助')`)
      handle()
      await becomes('a1', 'done')
      gate.resolve()
      await Promise.all(workers.map((worker) => worker.stop()))
      expect(await lane('a')).toMatchObject({ head: 1, tail: 1, attempts: 0 })
      expect((await listOutbound(database.db, ['queued'])).map(({ key }) => key)).toEqual(['answer:lark:a1'])
    })
  })
})
