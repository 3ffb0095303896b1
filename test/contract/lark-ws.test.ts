import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttp } from '#src/channels/lark/http.ts'
import { createLarkChannel } from '#src/channels/lark/index.ts'
import { createLongConnection } from '#src/channels/lark/long-connection.ts'
import { systemClock } from '#src/clock.ts'
import { ConfigError } from '#src/errors.ts'
import { leaderOf } from '#src/leader.ts'
import { lease } from '#storage/schema/index.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { CHAT, cardPost, keys, type Pair, startPair } from './lark.setup.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair({
    config: { mode: 'ws' },
    fake: { clientConfig: { ReconnectInterval: 0.05, ReconnectNonce: 0 }, timeScale: 100 },
  })
  pair.fake.pushTo(undefined)
  await expect.poll(() => pair.fake.connections.count).toBe(1)
})
afterEach(() => pair.close())

describe('the long connection', () => {
  it('brings what somebody says, acknowledged once it is kept', async () => {
    const said = await pair.fake.say(CHAT, 'ou_zhang', '进度 5 60%', { mention: true })
    expect(said.pushed.status).toBe(200)
    expect(pair.received[0]!).toMatchObject({ type: 'message', eventId: said.eventId, text: '进度 5 60%', mentioned: true })
  })

  it('takes the form of a card and answers with a toast', async () => {
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    pair.intake.toast = { type: 'success', text: '已登记 60%' }
    const clicked = await pair.fake.submitForm(messageId!, 'ou_zhang', { percent: '60' })
    expect(clicked.toast).toEqual({ type: 'success', content: '已登记 60%' })
    expect(pair.received[0]!).toMatchObject({ type: 'submission', action: 'progress', values: { percent: '60' } })
  })

  it('keeps nothing of another app or tenant', async () => {
    pair.fake.pose({ app_id: 'cli_ffffffffffffffff' })
    await pair.fake.say(CHAT, 'ou_zhang', '任务')
    expect(pair.received).toEqual([])
    expect(pair.lines.join('')).toContain('"reason":"another app"')
  })

  it('gets again what could not be kept', async () => {
    pair.intake.fail = true
    expect((await pair.fake.say(CHAT, 'ou_zhang', '进度 5 60%')).pushed.status).toBe(500)
    pair.intake.fail = false
    await expect.poll(() => pair.fake.pushes().map(({ status }) => status), { timeout: 2000 }).toEqual([500, 200])
  })

  it('comes back after a cut, and with it what was said meanwhile', async () => {
    pair.fake.connections.dropAll()
    const said = await pair.fake.say(CHAT, 'ou_zhang', '还在吗')
    await expect.poll(() => pair.received.map(({ eventId }) => eventId), { timeout: 8000 }).toEqual([said.eventId])
    expect(pair.channel.state().detail).toContain('长连接已连上')
  })

  it('ends with the channel', async () => {
    await pair.channel.stop()
    await expect.poll(() => pair.fake.connections.count).toBe(0)
  })
})

it('refuses an app id the SDK would silently never connect with', async () => {
  const config = { ...keys, appId: 'cli_short', domain: pair.fake.url, mode: 'ws' as const }
  expect(() => createLarkChannel(config, { clock: systemClock, log: pino({ level: 'silent' }) })).toThrow(ConfigError)
})

it('tries again after the platform refused it for good', async () => {
  const { fake } = pair
  await pair.channel.stop()
  await expect.poll(() => fake.connections.count).toBe(0)
  fake.connections.refusals.push(1, 1000040350)
  const config = { ...keys, domain: fake.url, mode: 'ws' as const }
  const connection = createLongConnection(config, {
    clock: systemClock,
    log: pino({ level: 'silent' }),
    http: createHttp(1000),
    botOpenId: async () => '',
    timing: { pong: 20_000, poll: 10, patience: 500, backoff: [10, 20] },
  })
  connection.start(async () => ({ duplicate: false }))
  await expect.poll(() => connection.state().ready, { timeout: 2000 }).toBe(true)
  expect(fake.connections.refusals).toEqual([])
  await connection.stop()
})

it('notices a link that died half way, and replaces it', async () => {
  await pair.close()
  pair = await startPair({
    config: { mode: 'ws' },
    fake: { clientConfig: { PingInterval: 0.2, ReconnectInterval: 0.05, ReconnectNonce: 0 } },
  })
  await pair.channel.stop()
  const { fake } = pair
  const timing = { pong: 100, poll: 10, patience: 60_000, backoff: [10, 20] as [number, number] }
  let opened = 0
  const deps = { clock: systemClock, log: pino({ level: 'silent' }), http: createHttp(1000), botOpenId: async () => '', timing }
  const connection = createLongConnection({ ...keys, domain: fake.url, mode: 'ws' }, { ...deps, onOpen: () => void opened++ })
  connection.start(async () => ({ duplicate: false }))
  await expect.poll(() => opened, { timeout: 5000 }).toBe(1)
  fake.connections.silent = true
  await expect.poll(() => opened, { timeout: 10_000 }).toBeGreaterThan(1)
  fake.connections.silent = false
  await connection.stop()
})

onEachDatabase((_, open) => {
  it('is held by one replica, and by another once that one is gone', async () => {
    const { db } = await open()
    const { fake } = pair
    await pair.channel.stop()
    await expect.poll(() => fake.connections.count).toBe(0)
    const log = pino({ level: 'silent' })
    const replica = (holder: string) => {
      const connection = createLongConnection(
        { ...keys, domain: fake.url, mode: 'ws' as const },
        {
          clock: systemClock,
          log,
          http: createHttp(1000),
          botOpenId: async () => '',
          acquire: leaderOf('listen:lark', { db, log, holder, leaseS: 0.3 }),
          timing: { pong: 20_000, poll: 10, patience: 500, backoff: [10, 20] },
        },
      )
      connection.start(async () => ({ duplicate: false }))
      return connection
    }
    const [one, other] = [replica('one'), replica('other')]
    await expect
      .poll(() => [one, other].map((each) => each.state().detail).sort(), { timeout: 8000 })
      .toEqual(['长连接已连上', '长连接由另一进程持有'])
    expect(fake.connections.count).toBe(1)
    const [leader, follower] = one.state().detail === '长连接已连上' ? [one, other] : [other, one]
    await leader.stop()
    await expect.poll(() => follower.state().detail, { timeout: 8000 }).toBe('长连接已连上')
    await expect.poll(() => fake.connections.count).toBe(1)
    // Somebody else has the lease: the connection is given up.
    await db.update(lease).set({ holder: 'a third', until: new Date(Date.now() + 3_600_000) })
    await expect.poll(() => fake.connections.count, { timeout: 8000 }).toBe(0)
    await follower.stop()
  })
})
