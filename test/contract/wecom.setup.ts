import { pino } from 'pino'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { Channel, Contents, Receive } from '#src/channels/channel.ts'
import { createWecomChannel, type WecomOptions } from '#src/channels/wecom/index.ts'
import { systemClock } from '#src/clock.ts'
import { ChannelError } from '#src/errors.ts'
import type { Inbound } from '#src/message.ts'
import { corp, type FakeWecom, robot, startFakeWecom } from '#test/fakes/wecom/server.ts'

export const log = pino({ level: 'silent' })
const timing = { reconnect: 50, heartbeat: 30_000, afterKick: 100 }

/** A WeCom of its own for each test, and what the channels on it have received. */
export const world = {} as { wecom: FakeWecom; channels: Channel[]; received: Inbound[] }

export const receive: Receive = async (inbound) => {
  world.received.push(inbound)
  return { duplicate: false }
}

/** The three ways of the channel, each as its configuration. */
export const webhooks = (): Partial<WecomOptions> => ({ webhooks: [world.wecom.webhookUrl('staff-group')] })
export const bot = (): Partial<WecomOptions> => ({ bot: { ...robot, url: world.wecom.wsUrl } })
export const mass = (): Partial<WecomOptions> => ({ mass: { corpId: corp.id, secret: corp.secret, domain: world.wecom.url } })

export async function connect(config: Partial<WecomOptions>, handler = receive, contents?: Contents): Promise<Channel> {
  const channel = createWecomChannel(
    { webhooks: [], pauseMs: 5, timeoutMs: 1_000, timing, ...config },
    { clock: systemClock, log, ...(contents ? { contents } : {}) },
  )
  world.channels.push(channel)
  await channel.start(handler)
  return channel
}

export const ready = (channel: Channel, expected = true) => vi.waitFor(() => expect(channel.state().ready).toBe(expected), 5_000)

/** What became of a send: sent, or the kind of the refusal. */
export const kindOf = (sending: Promise<unknown>) =>
  sending.then(
    () => 'sent',
    (error: unknown) => (error instanceof ChannelError ? error.kind : error),
  )

beforeEach(async () => {
  world.wecom = await startFakeWecom()
  world.channels = []
  world.received = []
})

afterEach(async () => {
  await Promise.all(world.channels.map((channel) => channel.stop()))
  await world.wecom.close()
})
