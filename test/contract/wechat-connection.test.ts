import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Acquire } from '#src/channels/channel.ts'
import { ChannelError } from '#src/errors.ts'
import { startWechatGateway } from '#test/fakes/wechat/gateway.ts'
import { arrived, connect, messages, ROOM, ready, receive, timing, world } from './wechat.setup.ts'

test('the gateway dies: not ready, sends wait; it comes back: both ways work again', async () => {
  const channel = await connect()
  await ready(channel)
  await world.gateway.kill()
  await ready(channel, false)
  const failure = await channel.send({ summary: '一' }, { chatId: ROOM }, 'k7').catch((error) => error)
  expect(failure).toBeInstanceOf(ChannelError)
  expect(failure.kind).toBe('rate')
  await world.gateway.restart()
  await ready(channel)
  await channel.send({ summary: '一' }, { chatId: ROOM }, 'k7')
  world.gateway.say(ROOM, 'zhang', '回来了')
  await arrived(1)
  expect(world.gateway.sent).toHaveLength(1)
})

test('a second listener waits until the first has left, without disturbing it', async () => {
  const first = await connect()
  await ready(first)
  const second = await connect({ timing: { ...timing, probe: 50 } })
  await vi.waitFor(() => expect(second.state().detail).toContain('没有回音'))
  world.gateway.say(ROOM, 'zhang', '一')
  await arrived(1)
  await first.stop()
  await ready(second)
  world.gateway.say(ROOM, 'zhang', '二')
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
  world.gateway.puppet.slow.set('late', 100)
  world.gateway.say(ROOM, 'zhang', '收尾', { id: 'late' })
  await vi.waitFor(() => expect(world.gateway.puppet.asked).toContain('late'))
  await channel.stop()
  expect(messages().map(({ text }) => text)).toEqual(['收尾'])
})

test('a connection whose echoes stay away is replaced', async () => {
  const channel = await connect()
  await ready(channel)
  world.gateway.puppet.silent = true
  await ready(channel, false)
  world.gateway.puppet.silent = false
  await ready(channel)
  world.gateway.say(ROOM, 'zhang', '还在吗')
  await arrived(1)
})

test('three failed sends in a row make it degraded, one that works makes it well', async () => {
  const channel = await connect()
  await ready(channel)
  for (const key of ['a', 'b', 'c']) {
    world.gateway.puppet.failNext = new Error('refused')
    await expect(channel.send({ summary: '一' }, { chatId: ROOM }, key)).rejects.toBeInstanceOf(ChannelError)
  }
  expect(channel.state()).toEqual({ ready: false, detail: '不稳定：连续发送失败' })
  await channel.send({ summary: '一' }, { chatId: ROOM }, 'd')
  expect(channel.state().ready).toBe(true)
})

test('logged out it holds the login code for the operator, asks for a login once, and shows the code to nobody else', async () => {
  let asked = 0
  const channel = await connect({}, receive, { askForLogin: () => void asked++ })
  await ready(channel)
  await world.gateway.logout()
  await ready(channel, false)
  world.gateway.scan('https://login.weixin.qq.com/l/abc')
  await vi.waitFor(() => expect(channel.loginCode()).toMatchObject({ qr: 'https://login.weixin.qq.com/l/abc', status: 2 }))
  expect(channel.state()).toEqual({ ready: false, detail: '等待扫码登录' })
  await expect(channel.send({ summary: '一' }, { chatId: ROOM }, 'k8')).rejects.toMatchObject({ kind: 'rate' })
  expect(asked).toBe(1)
  world.gateway.login()
  await ready(channel)
  expect(channel.loginCode()).toBeUndefined()
  expect(world.gateway.puppet.ended).toEqual([])
})

test('stop leaves the WeChat session logged in, and the next client is heard at once', async () => {
  const first = await connect()
  await ready(first)
  await first.stop()
  expect(first.state().ready).toBe(false)
  expect(world.gateway.puppet.isLoggedIn).toBe(true)
  expect(world.gateway.puppet.ended).toEqual([])
  await ready(await connect())
  world.gateway.say(ROOM, 'zhang', '新的一程')
  await arrived(1)
})

test('a failing store is tried again and nothing that goes wrong in a handler ends the process', async () => {
  let failures = 2
  const channel = await connect({}, async (inbound) => {
    if (failures-- > 0) throw new Error('database away')
    return receive(inbound)
  })
  await ready(channel)
  world.gateway.announce('no-such-message')
  world.gateway.puppet.emit('error', { data: 'some remote trouble' })
  world.gateway.say(ROOM, 'zhang', '一')
  world.gateway.say(ROOM, 'li', '二')
  await arrived(2)
  expect(messages().map(({ text }) => text)).toEqual(['一', '二'])
})

test('nothing is left on disk', async () => {
  const home = await mkdtemp(join(tmpdir(), 'duban-home-'))
  vi.stubEnv('HOME', home)
  const channel = await connect()
  await ready(channel)
  world.gateway.say(ROOM, 'zhang', '一')
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
  const steps: string[] = []
  let grant = () => {}
  const acquire = async () => {
    await new Promise<void>((resolve) => {
      grant = resolve
    })
    return async () => void steps.push('released')
  }
  const channel = await connect({}, receive, { acquire })
  expect(channel.state().ready).toBe(false)
  grant()
  await ready(channel)
  await channel.stop()
  expect(steps).toEqual(['released'])
})

test('when another process has the lock it listens no more, and takes up again once the lock is back', async () => {
  const turns: (() => void)[] = []
  let free = true
  const acquire: Acquire = async (signal, lost) => {
    await vi.waitFor(() => expect(free || signal.aborted).toBe(true), 5_000)
    signal.throwIfAborted()
    turns.push(lost!)
    return async () => {}
  }
  const channel = await connect({}, receive, { acquire })
  await ready(channel)
  free = false
  turns[0]!()
  await vi.waitFor(() => expect(channel.state()).toEqual({ ready: false, detail: '未连接：等待另一进程放手' }))
  world.gateway.say(ROOM, 'zhang', '没人听')
  await expect(channel.send({ summary: '一' }, { chatId: ROOM }, 'k')).rejects.toMatchObject({ kind: 'rate' })
  free = true
  await ready(channel)
  world.gateway.say(ROOM, 'zhang', '又有人听')
  await arrived(1)
  expect(messages().map(({ text }) => text)).toEqual(['又有人听'])
})

test('after a login by hand nothing is sent for a while, and everything is heard', async () => {
  const channel = await connect({ timing: { ...timing, warmUp: 600 } })
  await ready(channel)
  await world.gateway.logout()
  await ready(channel, false)
  world.gateway.scan('https://login.weixin.qq.com/l/abc')
  await vi.waitFor(() => expect(channel.state().detail).toBe('等待扫码登录'))
  world.gateway.login()
  await ready(channel)
  expect(channel.state().detail).toBe('在线，刚登录，稍后开始发送')
  await expect(channel.send({ summary: '一' }, { chatId: ROOM }, 'k')).rejects.toMatchObject({ kind: 'rate' })
  world.gateway.say(ROOM, 'zhang', '在吗')
  await arrived(1)
  await vi.waitFor(() => channel.send({ summary: '在' }, { chatId: ROOM }, 'k'), 3_000)
  expect(world.gateway.sent.map(({ text }) => text)).toEqual(['在'])
})
