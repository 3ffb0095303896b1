import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Capabilities } from '#src/channels/channel.ts'
import { systemClock } from '#src/clock.ts'
import { ChannelError } from '#src/errors.ts'
import type { Loop } from '#src/loop.ts'
import { startDelivery } from '#src/outbox/deliver.ts'
import { type Database, inTransaction, rows } from '#storage/db.ts'
import { LeaseLost } from '#storage/repositories/lane.ts'
import {
  claimOutbound,
  dropOutbound,
  enqueueOutbound,
  findOutbound,
  listOutbound,
  markSending,
  requeueOutbound,
} from '#storage/repositories/outbound.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { type ScriptedChannel, scriptedChannel } from './delivery.channel.ts'

const rate = new ChannelError('rate', '230020', 'frequency limit', 20)
const cut = new ChannelError('ambiguous', 'ECONNRESET', 'no answer')
const refused = new ChannelError('terminal', '230002', 'not in the chat')
const auth = new ChannelError('auth', '99991543', 'wrong secret')

onEachDatabase((name, open) => {
  let database: Database
  let platform: ScriptedChannel
  let workers: Loop[]
  beforeAll(async () => {
    database = await open()
  })
  beforeEach(() => {
    workers = []
  })
  afterEach(async () => {
    vi.useRealTimers()
    await Promise.all(workers.map((worker) => worker.stop()))
    await database.db.execute(sql`truncate outbound, lane`)
  })

  const log = pino({ level: 'silent' })
  const start = (capabilities: Partial<Capabilities> = {}) => {
    platform = scriptedChannel('lark', capabilities)
    work()
  }
  /** One more replica that sends to the same platform. */
  const work = (to = platform) => {
    const deps = { db: database.db, channels: [to.channel], clock: systemClock, log, worker: `worker ${workers.length}`, lanes: 4 }
    workers.push(startDelivery(deps))
  }
  const queue = (chatId: string, key: string, more: { replaces?: string } = {}) =>
    inTransaction(database.db, (tx) =>
      enqueueOutbound(tx, { key, channel: 'lark', chatId, post: { summary: key }, cause: 'test', createdAt: new Date(), ...more }),
    )
  const stateOf = async (key: string) => (await findOutbound(database.db, key))?.state
  const becomes = (key: string, state: string) => expect.poll(() => stateOf(key), { timeout: 15_000, interval: 10 }).toBe(state)
  const calls = (count: number) => expect.poll(() => platform.calls.length, { timeout: 15_000, interval: 10 }).toBeGreaterThanOrEqual(count)
  /** As if every wait and every lease had run out. */
  const timePasses = () => database.db.execute(sql`update lane set next_at = now(), lease_until = '-infinity'`)
  const waitS = async () => {
    const [lane] = await rows<{ s: number }>(database.db, sql`select extract(epoch from next_at - now())::float8 as s from lane`)
    return lane!.s
  }

  test('each chat gets its messages one after the other, in the order they were meant', async () => {
    const meant = Array.from({ length: 8 }, (_, at) => `${at}`)
    for (const at of meant) for (const chat of ['a', 'b', 'c', 'd', 'e', 'f']) await queue(chat, `${chat}${at}`)
    start()
    await calls(48)
    for (const chat of ['a', 'b', 'c', 'd', 'e', 'f']) expect(platform.texts(chat)).toEqual(meant.map((at) => `${chat}${at}`))
    expect(platform.overlaps()).toBe(0)
  })

  test('what is meant twice is sent once, whoever means it', async () => {
    start()
    const meant = await Promise.allSettled(Array.from({ length: 6 }, () => queue('a', 'once')))
    expect(meant.filter((each) => each.status === 'fulfilled' && each.value)).toHaveLength(1)
    expect(await queue('a', 'once')).toBe(false)
    await becomes('once', 'sent')
    await queue('a', 'next')
    await becomes('next', 'sent')
    expect(platform.texts()).toEqual(['once', 'next'])
  })

  test('a chat whose send hangs holds up nobody else', async () => {
    start()
    const release = platform.hang('stuck')
    await queue('a', 'stuck')
    await calls(1)
    await queue('a', 'behind')
    for (const at of ['1', '2', '3']) await queue('b', at)
    await becomes('3', 'sent')
    expect(await stateOf('behind')).toBe('queued')
    release()
    await becomes('behind', 'sent')
    expect(platform.texts('a')).toEqual(['stuck', 'behind'])
  })

  test('a limit is waited out for as long as it lasts and never counts as a try', async () => {
    start()
    platform.refuse('patient', rate, 6)
    await queue('a', 'patient')
    await queue('a', 'behind')
    await becomes('behind', 'sent')
    expect(platform.texts()).toEqual([...Array(7).fill('patient'), 'behind'])
    expect(await findOutbound(database.db, 'patient')).toMatchObject({ state: 'sent', attempts: 1 })
  })

  test('refused credentials are waited out as well, however long it takes to mend them', async () => {
    start()
    platform.refuse('patient', auth, 2)
    await queue('a', 'patient')
    await calls(1)
    await expect.poll(waitS).toBeGreaterThan(10)
    await database.db.execute(sql`update outbound set first_tried_at = first_tried_at - interval '2 hours'`)
    await timePasses()
    await calls(2)
    await expect.poll(waitS).toBeGreaterThan(10)
    await timePasses()
    await becomes('patient', 'sent')
  })

  test('no answer: asked again with the same key, ever more slowly, in order', async () => {
    start()
    platform.refuse('doubtful', cut, 5)
    await queue('a', 'doubtful')
    await queue('a', 'behind')
    const waits: number[] = []
    for (let tried = 1; tried <= 5; tried++) {
      await calls(tried)
      await expect.poll(waitS, { interval: 5 }).toBeGreaterThan(0.1)
      waits.push(await waitS())
      await timePasses()
    }
    await becomes('behind', 'sent')
    for (const [at, wait] of waits.entries()) if (at > 0) expect(wait).toBeGreaterThan(waits[at - 1]! * 1.1)
    expect(new Set(platform.calls.slice(0, 6).map(({ key }) => key)).size).toBe(1)
    expect(platform.texts()).toEqual([...Array(6).fill('doubtful'), 'behind'])
  })

  test('no answer for as long as the platform remembers the key: a person decides, the chat goes on', async () => {
    start()
    platform.refuse('doubtful', cut, 99)
    await queue('a', 'doubtful')
    await queue('a', 'behind')
    for (let tried = 1; tried <= 12; tried++) {
      await calls(tried)
      await expect.poll(waitS, { interval: 5 }).toBeGreaterThan(0.1)
      if (tried < 12) await timePasses()
    }
    expect(await stateOf('doubtful')).toBe('sending')
    await database.db.execute(sql`update outbound set first_tried_at = now() - interval '56 minutes' where key = 'doubtful'`)
    await timePasses()
    await becomes('behind', 'sent')
    expect(await stateOf('doubtful')).toBe('unknown')
    expect(platform.texts()).toEqual([...Array(12).fill('doubtful'), 'behind'])
  })

  test('a refusal that is final parks the message; a person sends it again or drops it', async () => {
    start()
    for (const key of ['one', 'two']) platform.refuse(key, refused)
    for (const key of ['one', 'two', 'three']) await queue('a', key)
    await becomes('three', 'sent')
    expect((await listOutbound(database.db, ['parked'])).map(({ key, error }) => [key, error])).toEqual([
      ['one', '230002: not in the chat'],
      ['two', '230002: not in the chat'],
    ])
    expect(await dropOutbound(database.db, ['two', 'three'])).toBe(1)
    expect(await requeueOutbound(database.db, ['one', 'two', 'three'])).toBe(1)
    await becomes('one', 'sent')
    expect(await stateOf('two')).toBe('dropped')
    expect(platform.texts()).toEqual(['one', 'two', 'three', 'one'])
  })

  test('a platform without memory is never asked twice after a doubt', async () => {
    start({ idempotentForMs: 0 })
    platform.refuse('doubtful', cut)
    await queue('a', 'doubtful')
    await queue('a', 'behind')
    await becomes('behind', 'sent')
    expect(await stateOf('doubtful')).toBe('unknown')
    expect(platform.texts()).toEqual(['doubtful', 'behind'])
  })

  test('a platform without memory that names a limit took nothing, so it is asked again', async () => {
    start({ idempotentForMs: 0 })
    platform.refuse('patient', rate, 3)
    await queue('a', 'patient')
    await becomes('patient', 'sent')
    expect(platform.texts()).toEqual(Array(4).fill('patient'))
  })

  test('of several versions waiting for the same message only the newest is shown', async () => {
    start()
    await queue('a', 'card')
    await becomes('card', 'sent')
    const release = platform.hang('talk')
    await queue('a', 'talk')
    for (const version of ['v1', 'v2', 'v3']) await queue('a', version, { replaces: 'card' })
    release()
    await becomes('v3', 'sent')
    expect(platform.texts()).toEqual(['card', 'talk', 'v3'])
    expect(platform.calls.at(-1)).toMatchObject({ replaces: platform.calls[0] && `m:${platform.calls[0].key}` })
    expect(await stateOf('v1')).toBe('superseded')
  })

  test('a change of what never arrived, or of what this platform cannot change, is not sent', async () => {
    start({ update: false })
    platform.refuse('lost', refused)
    await queue('a', 'lost')
    await queue('a', 'change', { replaces: 'lost' })
    await queue('b', 'card')
    await queue('b', 'new card', { replaces: 'card' })
    await becomes('change', 'superseded')
    await becomes('new card', 'superseded')
    expect(platform.texts('b')).toEqual(['card'])
  })

  test('a send that takes long keeps its lane, and gives it back when it ends', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const leaseS = async () => {
      const [lane] = await rows<{ s: number }>(database.db, sql`select extract(epoch from lease_until - now())::float8 as s from lane`)
      return lane!.s
    }
    start()
    const release = platform.hang('slow')
    await queue('a', 'slow')
    await calls(1)
    await database.db.execute(sql`update lane set lease_until = now() + interval '5 seconds'`)
    vi.advanceTimersByTime(5000)
    vi.useRealTimers()
    await expect.poll(leaseS, { timeout: 3000, interval: 10 }).toBeGreaterThan(9)
    expect(platform.calls).toHaveLength(1)
    release()
    await becomes('slow', 'sent')
    expect(await leaseS()).toBeLessThan(0)
  })

  // PGlite has no connection that could break.
  test.runIf(name === 'Postgres')('a message whose sending could not be noted down is not given up', async () => {
    await queue('a', 'once')
    await inTransaction(database.db, async (tx) => {
      await tx.execute(sql`select 1 from outbound for update`)
      start()
      const waiting = sql`select pid from pg_stat_activity where wait_event_type = 'Lock' and query like 'update outbound%'`
      await expect.poll(async () => (await rows(database.db, waiting)).length, { interval: 10 }).toBe(1)
      await database.db.execute(sql`select pg_terminate_backend(pid) from (${waiting}) w`)
    })
    await becomes('once', 'sent')
    expect(platform.texts()).toEqual(['once'])
  })

  test('a lane whose worker fell silent goes to another; what the first one says afterwards is not believed', async () => {
    start()
    const release = platform.hang('slow')
    await queue('a', 'slow')
    await calls(1)
    await timePasses()
    const second = scriptedChannel('lark')
    work(second)
    await becomes('slow', 'sent')
    await database.db.execute(sql`update outbound set message_id = 'as the second worker heard it'`)
    release()
    await queue('a', 'behind')
    await becomes('behind', 'sent')
    expect(await findOutbound(database.db, 'slow')).toMatchObject({ messageId: 'as the second worker heard it' })
    expect([...platform.calls, ...second.calls].filter(({ text }) => text === 'behind')).toHaveLength(1)
    expect(new Set([...platform.calls, ...second.calls].filter(({ text }) => text === 'slow').map(({ key }) => key)).size).toBe(1)
  })

  test('without a platform that remembers, the other worker does not send again', async () => {
    start({ idempotentForMs: 0 })
    const release = platform.hang('slow')
    await queue('a', 'slow')
    await calls(1)
    await timePasses()
    const second = scriptedChannel('lark', { idempotentForMs: 0 })
    work(second)
    await becomes('slow', 'unknown')
    release()
    expect(second.calls).toEqual([])
  })

  test('whoever lost the lane before sending does not send', async () => {
    await queue('a', 'once')
    const claim = async (worker: string) =>
      (await claimOutbound(database.db, { channel: 'lark', lanes: 1, broadcasts: 1, drips: [], worker, leaseS: 30 })).claimed
    const [first] = await claim('first')
    expect(await claim('second')).toEqual([])
    await timePasses()
    await expect(markSending(database.db, first!, 'first')).rejects.toThrow(LeaseLost)
    const [second] = await claim('second')
    await expect(markSending(database.db, first!, 'first')).rejects.toThrow(LeaseLost)
    await markSending(database.db, second!, 'second')
    expect(await stateOf('once')).toBe('sending')
  })
})
