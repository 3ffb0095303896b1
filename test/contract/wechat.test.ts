import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Receive } from '#src/channels/channel.ts'
import { createWechatChannel, type WechatChannel, type WechatConfig } from '#src/channels/wechat/index.ts'
import { systemClock } from '#src/clock.ts'
import { ChannelError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Inbound, InboundMessage } from '#src/message.ts'
import { BOT_ID, startWechatGateway, type WechatGateway } from '#test/fakes/wechat/gateway.ts'

const ROOM = 'yuzhong@chatroom'
const timing = { probe: 300, canary: 200, backoff: [50, 200] as [number, number] }
const log = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Log

let gateway: WechatGateway
let channels: WechatChannel[]
let received: Inbound[]
const receive: Receive = async (inbound) => {
  received.push(inbound)
  return { duplicate: false }
}

async function connect(config: Partial<WechatConfig> = {}, handler = receive): Promise<WechatChannel> {
  const { token, endpoint } = gateway
  const channel = createWechatChannel(
    { token, endpoint, noTls: true, botNames: ['小督助手'], pauseMs: 5, timing, ...config },
    { clock: systemClock, log },
  )
  channels.push(channel)
  await channel.start(handler)
  return channel
}

const ready = (channel: WechatChannel, expected = true) => vi.waitFor(() => expect(channel.state().ready).toBe(expected), 5_000)
const messages = () => received.filter((inbound): inbound is InboundMessage => inbound.type === 'message')
const arrived = (count: number) => vi.waitFor(() => expect(received).toHaveLength(count), 3_000)

beforeEach(async () => {
  channels = []
  received = []
  gateway = await startWechatGateway()
  gateway.createContact('zhang', '张女士')
  gateway.createContact('li', '李先生')
  gateway.createRoom(ROOM, '育仲小区业主群', ['zhang', 'li'])
})

afterEach(async () => {
  await Promise.all(channels.map((channel) => channel.stop()))
  await gateway.close()
})

test('a picked mention arrives once, without the mention', async () => {
  await ready(await connect())
  const id = gateway.say(ROOM, 'zhang', '@小督\u2005公共收益在哪里公示？', { mention: [BOT_ID] })
  await arrived(1)
  expect(messages()[0]).toMatchObject({
    channel: 'wechat',
    eventId: id,
    messageId: id,
    chatId: ROOM,
    chatType: 'group',
    senderId: 'zhang',
    senderName: '张女士',
    text: '公共收益在哪里公示？',
    mentioned: true,
  })
})

test('a group nickname is the name of its sender and of ourselves', async () => {
  gateway.puppet.aliases.set(`${ROOM}/zhang`, '3-1201 张').set(`${ROOM}/${BOT_ID}`, '物业问答')
  await ready(await connect())
  gateway.say(ROOM, 'zhang', '@物业问答 电梯哪天修')
  await arrived(1)
  expect(messages()[0]).toMatchObject({ senderName: '3-1201 张', text: '电梯哪天修', mentioned: true })
})

test('chatter, a name typed by hand, everybody: only the second is for us', async () => {
  await ready(await connect())
  gateway.say(ROOM, 'zhang', '今天停水吗')
  gateway.say(ROOM, 'zhang', '@小督助手停水通知')
  gateway.say(ROOM, 'zhang', '@所有人 今晚停水', { mention: [BOT_ID, 'li'] })
  await arrived(3)
  expect(messages().map(({ mentioned, text }) => [mentioned, text])).toEqual([
    [false, '今天停水吗'],
    [true, '停水通知'],
    [false, '@所有人 今晚停水'],
  ])
})

test('what is announced again is not delivered again, and what we say ourselves never', async () => {
  const channel = await connect()
  await ready(channel)
  const id = gateway.say(ROOM, 'zhang', '一')
  await arrived(1)
  gateway.announce(id)
  await channel.send({ summary: '答' }, { chatId: ROOM }, 'k1')
  gateway.say(ROOM, 'zhang', '二')
  await arrived(2)
  expect(messages().map(({ text }) => text)).toEqual(['一', '二'])
})

test('what is no text, too old or private is kept as ignored', async () => {
  await ready(await connect())
  gateway.say(ROOM, 'zhang', '', { type: 6 })
  gateway.say(ROOM, 'zhang', '昨天的话', { at: new Date(Date.now() - 121_000) })
  gateway.mocker.ContactMock.load('zhang').say('在吗').to(gateway.mocker.ContactMock.load(BOT_ID))
  await arrived(3)
  expect(received.map((inbound) => inbound.type === 'ignored' && inbound.what)).toEqual(['image', 'stale', 'direct'])
})

test('messages keep the order they were announced in, however long their content takes', async () => {
  await ready(await connect())
  gateway.puppet.slow.set('slow', 80)
  gateway.say(ROOM, 'zhang', '先', { id: 'slow' })
  gateway.say(ROOM, 'li', '后')
  await arrived(2)
  expect(messages().map(({ text }) => text)).toEqual(['先', '后'])
})

test('a large group costs one look-up per speaker, not one per member', async () => {
  const members = Array.from({ length: 200 }, (_, index) => `m${index}`)
  for (const id of members) gateway.createContact(id, id)
  gateway.createRoom('big@chatroom', '大群', [...members, 'zhang'])
  await ready(await connect())
  gateway.say('big@chatroom', 'zhang', '一')
  gateway.say('big@chatroom', 'zhang', '二')
  await arrived(2)
  expect(gateway.puppet.memberLookups.sort()).toEqual([`big@chatroom/${BOT_ID}`, 'big@chatroom/zhang'])
})

test('the bot is taken in, the group renamed, the bot taken out', async () => {
  gateway.createRoom('new@chatroom', '新群', ['zhang'])
  await ready(await connect())
  gateway.addBot('new@chatroom', 'zhang')
  await arrived(1)
  gateway.rename('new@chatroom', '新群二', 'zhang')
  gateway.removeBot('new@chatroom', 'zhang')
  await arrived(3)
  expect(received).toMatchObject([
    { type: 'chat', what: 'joined', chatId: 'new@chatroom', chatName: '新群', operatorId: 'zhang' },
    { type: 'chat', what: 'renamed', chatName: '新群二' },
    { type: 'chat', what: 'removed', operatorId: 'zhang' },
  ])
})

test('an answer names the person who asked', async () => {
  const channel = await connect()
  await ready(channel)
  const id = gateway.say(ROOM, 'zhang', '@小督\u2005停车费', { mention: [BOT_ID] })
  await arrived(1)
  await channel.send({ summary: '未提供。' }, { chatId: ROOM, replyTo: id }, 'k2')
  expect(gateway.sent).toEqual([{ to: ROOM, text: '@张女士\u2005未提供。', mentions: ['zhang'] }])
})

test('a long text goes out in parts cut at line ends, none lost', async () => {
  const channel = await connect()
  await ready(channel)
  const lines = Array.from({ length: 60 }, (_, index) => `第${index}条${'物业服务费收支情况'.repeat(6)}`)
  await channel.send({ summary: '共六十条', blocks: [{ kind: 'list', items: lines }] }, { chatId: ROOM }, 'k3')
  expect(gateway.sent.length).toBeGreaterThan(1)
  expect(gateway.sent.every(({ text }) => text.length <= channel.capabilities.maxTextLength)).toBe(true)
  expect(gateway.sent.map(({ text }) => text).join('\n')).toBe(['共六十条', ...lines.map((line) => `· ${line}`)].join('\n'))
})

test('a try after a part got through goes on with the next part', async () => {
  const channel = await connect()
  await ready(channel)
  const post = { summary: '一'.repeat(1_400), blocks: [{ kind: 'text' as const, text: '二'.repeat(1_400) }] }
  const { messageSendText } = gateway.puppet
  let calls = 0
  vi.spyOn(gateway.puppet, 'messageSendText').mockImplementation(async (...args) => {
    calls += 1
    if (calls === 2) throw new Error('not logged in')
    return messageSendText.apply(gateway.puppet, args)
  })
  await expect(channel.send(post, { chatId: ROOM }, 'k4')).rejects.toMatchObject({ kind: 'rate' })
  await channel.send(post, { chatId: ROOM }, 'k4')
  expect(gateway.sent.map(({ text }) => text.charAt(0))).toEqual(['一', '二'])
})

test('a failure behind the gateway leaves the outcome open', async () => {
  const channel = await connect({ sendTimeoutMs: 200 })
  await ready(channel)
  gateway.puppet.failNext = new Error('something went wrong')
  await expect(channel.send({ summary: '一' }, { chatId: ROOM }, 'k5')).rejects.toMatchObject({ kind: 'ambiguous', code: 'grpc-2' })
  gateway.puppet.hang = true
  await expect(channel.send({ summary: '二' }, { chatId: ROOM }, 'k6')).rejects.toMatchObject({ kind: 'ambiguous', code: 'timeout' })
})

test('the gateway dies: not ready, sends wait; it comes back: both ways work again', async () => {
  const channel = await connect()
  await ready(channel)
  await gateway.kill()
  await ready(channel, false)
  const failure = await channel.send({ summary: '一' }, { chatId: ROOM }, 'k7').catch((error) => error)
  expect(failure).toBeInstanceOf(ChannelError)
  expect(failure.kind).toBe('rate')
  await gateway.restart()
  await ready(channel)
  await channel.send({ summary: '一' }, { chatId: ROOM }, 'k7')
  gateway.say(ROOM, 'zhang', '回来了')
  await arrived(1)
  expect(gateway.sent).toHaveLength(1)
})

test('a second listener waits until the first has left, without disturbing it', async () => {
  const first = await connect()
  await ready(first)
  const second = await connect({ timing: { ...timing, probe: 50 } })
  await vi.waitFor(() => expect(second.state().detail).toContain('没有回音'))
  gateway.say(ROOM, 'zhang', '一')
  await arrived(1)
  await first.stop()
  await ready(second)
  gateway.say(ROOM, 'zhang', '二')
  await arrived(2)
})

test('the same over TLS', async () => {
  const secure = await startWechatGateway({ tls: true })
  secure.createContact('zhang', '张女士')
  secure.createRoom(ROOM, '群', ['zhang'])
  const { token, endpoint } = secure
  const channel = await connect({ token, endpoint, noTls: false })
  await ready(channel)
  secure.say(ROOM, 'zhang', '一')
  await arrived(1)
  await channel.send({ summary: '答' }, { chatId: ROOM }, 'k9')
  expect(secure.sent.map(({ text }) => text)).toEqual(['答'])
  await channel.stop()
  await secure.close()
})

test('a message announced before stop is still delivered', async () => {
  const channel = await connect()
  await ready(channel)
  gateway.puppet.slow.set('late', 100)
  gateway.say(ROOM, 'zhang', '收尾', { id: 'late' })
  await vi.waitFor(() => expect(gateway.puppet.asked).toContain('late'))
  await channel.stop()
  expect(messages().map(({ text }) => text)).toEqual(['收尾'])
})

test('a connection whose echoes stay away is replaced', async () => {
  const channel = await connect()
  await ready(channel)
  gateway.puppet.silent = true
  await ready(channel, false)
  gateway.puppet.silent = false
  await ready(channel)
  gateway.say(ROOM, 'zhang', '还在吗')
  await arrived(1)
})

test('three failed sends in a row make it degraded, one that works makes it well', async () => {
  const channel = await connect()
  await ready(channel)
  for (const key of ['a', 'b', 'c']) {
    gateway.puppet.failNext = new Error('refused')
    await expect(channel.send({ summary: '一' }, { chatId: ROOM }, key)).rejects.toBeInstanceOf(ChannelError)
  }
  expect(channel.state()).toEqual({ ready: false, detail: '不稳定：连续发送失败' })
  await channel.send({ summary: '一' }, { chatId: ROOM }, 'd')
  expect(channel.state().ready).toBe(true)
})

test('logged out it holds the login code for the operator and shows it to nobody else', async () => {
  const channel = await connect()
  await ready(channel)
  await gateway.logout()
  await ready(channel, false)
  gateway.scan('https://login.weixin.qq.com/l/abc')
  await vi.waitFor(() => expect(channel.loginCode()).toMatchObject({ qr: 'https://login.weixin.qq.com/l/abc', status: 2 }))
  expect(channel.state()).toEqual({ ready: false, detail: '等待扫码登录' })
  await expect(channel.send({ summary: '一' }, { chatId: ROOM }, 'k8')).rejects.toMatchObject({ kind: 'rate' })
  gateway.login()
  await ready(channel)
  expect(channel.loginCode()).toBeUndefined()
  expect(gateway.puppet.ended).toEqual([])
})

test('stop leaves the WeChat session logged in, and the next client is heard at once', async () => {
  const first = await connect()
  await ready(first)
  await first.stop()
  expect(first.state().ready).toBe(false)
  expect(gateway.puppet.isLoggedIn).toBe(true)
  expect(gateway.puppet.ended).toEqual([])
  await ready(await connect())
  gateway.say(ROOM, 'zhang', '新的一程')
  await arrived(1)
})

test('a failing store is tried again and nothing that goes wrong in a handler ends the process', async () => {
  let failures = 2
  const channel = await connect({}, async (inbound, raw) => {
    if (failures-- > 0) throw new Error('database away')
    return receive(inbound, raw)
  })
  await ready(channel)
  gateway.announce('no-such-message')
  gateway.puppet.emit('error', { data: 'some remote trouble' })
  gateway.say(ROOM, 'zhang', '一')
  gateway.say(ROOM, 'li', '二')
  await arrived(2)
  expect(messages().map(({ text }) => text)).toEqual(['一', '二'])
})

test('nothing is left on disk', async () => {
  const home = await mkdtemp(join(tmpdir(), 'duban-home-'))
  vi.stubEnv('HOME', home)
  const channel = await connect()
  await ready(channel)
  gateway.say(ROOM, 'zhang', '一')
  await arrived(1)
  await channel.stop()
  expect(await readdir(home)).toEqual([])
  expect((await readdir('.')).filter((name) => name.endsWith('.memory-card.json'))).toEqual([])
  vi.unstubAllEnvs()
  await rm(home, { recursive: true })
})

test('a refused token is named as such, without the token', async () => {
  const channel = await connect({ token: 'insecure_wrong' })
  await vi.waitFor(() => expect(channel.state().detail).toMatch(/UNAUTHENTICATED/), 3_000)
  expect(JSON.stringify(channel.state())).not.toContain('insecure_wrong')
})

test('it connects only once the lock is its own, and gives it back', async () => {
  const { token, endpoint } = gateway
  const steps: string[] = []
  let grant = () => {}
  const acquire = async () => {
    await new Promise<void>((resolve) => {
      grant = resolve
    })
    return async () => void steps.push('released')
  }
  const channel = createWechatChannel({ token, endpoint, noTls: true, botNames: [], timing }, { clock: systemClock, log, acquire })
  channels.push(channel)
  await channel.start(receive)
  expect(channel.state().ready).toBe(false)
  grant()
  await ready(channel)
  await channel.stop()
  expect(steps).toEqual(['released'])
})
