import { createCipheriv, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { robot } from '#test/fakes/wecom/server.ts'
import { bot, connect, kindOf, ready, receive, world } from './wecom.setup.ts'

/** 企业微信 by robot: the long connection of the official SDK, which hears and answers. */

test('the robot hears who speaks to it and answers with the question quoted, each question once', async () => {
  const channel = await connect(bot())
  await ready(channel)
  const asked = world.wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '@督办 任务 5' })
  world.wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '@督办 任务 5', msgid: asked })
  const direct = world.wecom.robot.say({ from: 'li', text: '任务' })
  await vi.waitFor(() => expect(world.received).toHaveLength(2))
  expect(world.received[0]).toMatchObject({
    ...{ type: 'message', channel: 'wecom', chatId: 'g1', chatType: 'group', senderId: 'zhang', text: '任务 5', mentioned: true },
    messageId: asked,
  })
  expect(world.received[1]).toMatchObject({ chatId: 'li', chatType: 'direct', text: '任务', messageId: direct })
  await channel.send({ summary: '任务5：推进中' }, { chatId: 'g1', replyTo: asked }, 'k1')
  await channel.send({ summary: '到期提醒' }, { chatId: 'g1' }, 'k2')
  expect(world.wecom.robot.said).toEqual([
    { answers: asked, content: '任务5：推进中' },
    { chatId: 'g1', content: '到期提醒' },
  ])
})

test('pictures with words arrive as one message, and the picture is read from where it lies encrypted', async () => {
  const channel = await connect(bot())
  await ready(channel)
  const key = randomBytes(32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.from('picture')
  const pad = 32 - (plain.length % 32)
  const hidden = Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()])
  const store = createServer((_, response) => response.end(hidden))
  await new Promise<void>((listening) => store.listen(0, '127.0.0.1', listening))
  const image = { url: `http://127.0.0.1:${(store.address() as AddressInfo).port}/p`, aeskey: key.toString('base64') }
  const mixed = {
    msg_item: [
      { msgtype: 'text', text: { content: '@督办 进度 80%' } },
      { msgtype: 'image', image },
    ],
  }
  world.wecom.robot.say({ chatId: 'g1', from: 'zhang', body: { msgtype: 'mixed', mixed } })
  await vi.waitFor(() => expect(world.received).toHaveLength(1))
  const [message] = world.received
  expect(message).toMatchObject({ text: '进度 80%', attachments: [{ kind: 'image' }] })
  if (message?.type !== 'message') throw new Error('no message')
  const content = await channel.fetch!(message.messageId, message.attachments[0]!.key, 'image')
  const chunks: Uint8Array[] = []
  for await (const chunk of content.bytes) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString()).toBe('picture')
  store.close()
})

test('a kind nobody reads is kept and not answered', async () => {
  await ready(await connect(bot()))
  world.wecom.robot.say({ chatId: 'g1', from: 'zhang', body: { msgtype: 'video', video: { url: 'https://x' } } })
  await vi.waitFor(() => expect(world.received).toEqual([expect.objectContaining({ type: 'ignored', what: 'video' })]))
})

test('a connection that breaks comes back by itself; meanwhile nothing is lost and nothing is in doubt', async () => {
  const channel = await connect(bot())
  await ready(channel)
  world.wecom.robot.cut()
  await ready(channel, false)
  await expect(channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k')).rejects.toMatchObject({ kind: 'rate', code: 'not-connected' })
  await ready(channel)
  await channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k')
  expect(world.wecom.robot.said).toHaveLength(1)
})

test('whoever is pushed out by another connection says so, waits, and takes it back', async () => {
  const channel = await connect(bot())
  await ready(channel)
  world.wecom.robot.kick()
  await vi.waitFor(() => expect(channel.state().detail).toContain('顶替'))
  await ready(channel)
  expect(world.wecom.robot.subscriptions).toBe(2)
})

test('a wrong secret is told in words and sends nothing', async () => {
  const channel = await connect({ bot: { ...robot, secret: 'wrong', url: world.wecom.wsUrl } })
  await vi.waitFor(() => expect(channel.state().detail).toContain('Secret不对'))
  expect(await kindOf(channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k'))).toBe('rate')
})

test('what the platform refuses is refused; a frame cut off before its answer is in doubt', async () => {
  const channel = await connect(bot())
  await ready(channel)
  world.wecom.robot.refuse = 93006
  expect(await kindOf(channel.send({ summary: 'x' }, { chatId: 'gone' }, 'k1'))).toBe('detached')
  world.wecom.robot.refuse = undefined
  world.wecom.robot.silent = true
  const lost = kindOf(channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k2'))
  world.wecom.robot.cut()
  expect(await lost).toBe('ambiguous')
})

test('a failing store is tried again, in order', async () => {
  let failures = 2
  const channel = await connect(bot(), async (inbound) => {
    if (failures-- > 0) throw new Error('database away')
    return receive(inbound)
  })
  await ready(channel)
  world.wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '一' })
  world.wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '二' })
  await vi.waitFor(() => expect(world.received.map((one) => (one.type === 'message' ? one.text : ''))).toEqual(['一', '二']), 5_000)
})
