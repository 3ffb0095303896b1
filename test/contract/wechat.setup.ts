import { pino } from 'pino'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { Receive } from '#src/channels/channel.ts'
import { createWechatChannel, type WechatChannel, type WechatConfig } from '#src/channels/wechat/index.ts'
import { systemClock } from '#src/clock.ts'
import type { Inbound, InboundMessage } from '#src/message.ts'
import { startWechatGateway, type WechatGateway } from '#test/fakes/wechat/gateway.ts'

export const ROOM = 'yuzhong@chatroom'
export const timing = { probe: 300, canary: 200, backoff: [50, 200] as [number, number] }
export const log = pino({ level: 'silent' })

/** A gateway of its own for each test, with one room of two people, and what the channels on it have received. */
export const world = {} as { gateway: WechatGateway; channels: WechatChannel[]; received: Inbound[] }

export const receive: Receive = async (inbound) => {
  world.received.push(inbound)
  return { duplicate: false }
}

export async function connect(
  config: Partial<WechatConfig> = {},
  handler = receive,
  deps: Partial<Parameters<typeof createWechatChannel>[1]> = {},
): Promise<WechatChannel> {
  const { token, endpoint } = world.gateway
  const channel = createWechatChannel(
    { token, endpoint, noTls: true, botNames: ['小督助手'], pauseMs: 5, timing, ...config },
    { clock: systemClock, log, ...deps },
  )
  world.channels.push(channel)
  await channel.start(handler)
  return channel
}

export const ready = (channel: WechatChannel, expected = true) => vi.waitFor(() => expect(channel.state().ready).toBe(expected), 5_000)
export const messages = () => world.received.filter((inbound): inbound is InboundMessage => inbound.type === 'message')
export const arrived = (count: number) => vi.waitFor(() => expect(world.received).toHaveLength(count), 3_000)

beforeEach(async () => {
  world.channels = []
  world.received = []
  world.gateway = await startWechatGateway()
  world.gateway.createContact('zhang', '张女士')
  world.gateway.createContact('li', '李先生')
  world.gateway.createRoom(ROOM, '育仲小区业主群', ['zhang', 'li'])
})

afterEach(async () => {
  await Promise.all(world.channels.map((channel) => channel.stop()))
  await world.gateway.close()
})
