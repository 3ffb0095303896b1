import { createCipheriv, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel, Contents, Receive } from '#src/channels/channel.ts'
import { createWecomChannel, type WecomOptions } from '#src/channels/wecom/index.ts'
import { systemClock } from '#src/clock.ts'
import { ChannelError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { filePost, type Inbound, type Post } from '#src/message.ts'
import { corp, type FakeWecom, robot, startFakeWecom } from '#test/fakes/wecom/server.ts'

const log = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Log
const timing = { reconnect: 50, heartbeat: 30_000, afterKick: 100 }
const long: Post = {
  summary: '办理情况：',
  blocks: [{ kind: 'list', items: Array.from({ length: 90 }, (_, n) => `第${n + 1}项任务正在推进，责任单位区房管局`) }],
}

let wecom: FakeWecom
let channels: Channel[]
let received: Inbound[]
const keep: Receive = async (inbound) => {
  received.push(inbound)
  return { duplicate: false }
}

const webhooks = (): Partial<WecomOptions> => ({ webhooks: [wecom.webhookUrl('staff-group')] })
const bot = (): Partial<WecomOptions> => ({ bot: { ...robot, url: wecom.wsUrl } })
const mass = (): Partial<WecomOptions> => ({ mass: { corpId: corp.id, secret: corp.secret, domain: wecom.url } })

async function connect(config: Partial<WecomOptions>, receive = keep, contents?: Contents): Promise<Channel> {
  const channel = createWecomChannel(
    { webhooks: [], pauseMs: 5, timeoutMs: 1_000, timing, ...config },
    { clock: systemClock, log, ...(contents ? { contents } : {}) },
  )
  channels.push(channel)
  await channel.start(receive)
  return channel
}
const ready = (channel: Channel, expected = true) => vi.waitFor(() => expect(channel.state().ready).toBe(expected), 5_000)
const kindOf = (sending: Promise<unknown>) =>
  sending.then(
    () => 'sent',
    (error: unknown) => (error instanceof ChannelError ? error.kind : error),
  )

beforeEach(async () => {
  wecom = await startFakeWecom()
  channels = []
  received = []
})
afterEach(async () => {
  await Promise.all(channels.map((channel) => channel.stop()))
  await wecom.close()
})

test('a webhook’s group is told in markdown; what people wrote stays words', async () => {
  const channel = await connect(webhooks())
  expect(channel.state()).toEqual({ ready: true, detail: '消息推送1个群，只发不收' })
  await channel.send(
    {
      title: '督办日报',
      tone: 'red',
      summary: '今日2项到期 <@all>',
      blocks: [{ kind: 'facts', facts: [{ label: '任务5', value: '还有7天' }] }],
      links: [{ label: '查看全文', url: 'https://duban.example/d/x' }],
    },
    { chatId: 'staff-group' },
    'k1',
  )
  expect(wecom.pushed[0]!.content.split('\n')).toEqual([
    '**<font color="warning">督办日报</font>**',
    '今日2项到期 ＜@all＞',
    '任务5：**还有7天**',
    '[查看全文](https://duban.example/d/x)',
  ])
})

test('a long post goes in parts of at most 4,096 bytes; after a failure the next try goes on where it stopped', async () => {
  const channel = await connect(webhooks())
  await channel.send(long, { chatId: 'staff-group' }, 'k1')
  const whole = wecom.pushed.map(({ content }) => content)
  expect(whole.length).toBeGreaterThan(1)
  wecom.pushed.length = 0
  wecom.failNext.push(undefined, -1, 45009)
  expect(await kindOf(channel.send(long, { chatId: 'staff-group' }, 'k2'))).toBe('rate')
  expect(await kindOf(channel.send(long, { chatId: 'staff-group' }, 'k2'))).toBe('rate')
  await channel.send(long, { chatId: 'staff-group' }, 'k2')
  expect(wecom.pushed.map(({ content }) => content)).toEqual(whole)
})

test.each([
  [45009, 'rate'],
  [93000, 'detached'],
  [45002, 'terminal'],
])('webhook errcode %d is %s', async (errcode, kind) => {
  wecom.failNext.push(errcode)
  const channel = await connect(webhooks())
  expect(await kindOf(channel.send({ summary: 'x' }, { chatId: 'staff-group' }, 'k'))).toBe(kind)
})

test('twenty a minute is what a webhook takes: the pause between sends keeps below it, the platform’s own refusal waits a minute', async () => {
  const { capabilities } = createWecomChannel({ webhooks: [wecom.webhookUrl('staff-group')] }, { clock: systemClock, log })
  expect(60_000 / capabilities.pauseMs).toBeLessThan(20)
  const channel = await connect(webhooks())
  for (let n = 0; n < 20; n++) await channel.send({ summary: `${n}` }, { chatId: 'staff-group' }, `k${n}`)
  const refused = channel.send({ summary: '21' }, { chatId: 'staff-group' }, 'k21')
  await expect(refused).rejects.toMatchObject({ kind: 'rate', retryAfterMs: 60_000 })
})

test('nobody there is no doubt, an answer that never came is one, and no error tells the address', async () => {
  const channel = await connect({ webhooks: ['http://127.0.0.1:1024/cgi-bin/webhook/send?key=secret-key'] })
  const refused = await channel.send({ summary: 'x' }, { chatId: 'secret-key' }, 'k').catch((error: ChannelError) => error)
  expect(refused).toMatchObject({ kind: 'rate', code: 'not-connected' })
  expect(JSON.stringify([refused, (refused as ChannelError).message])).not.toContain('secret-key')
  const mute = createServer(() => {})
  await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening))
  const slow = await connect({ webhooks: [`http://127.0.0.1:${(mute.address() as AddressInfo).port}/?key=k`], timeoutMs: 50 })
  expect(await kindOf(slow.send({ summary: 'x' }, { chatId: 'k' }, 'k'))).toBe('ambiguous')
  mute.closeAllConnections()
  mute.close()
})

test('a group nobody can reach is refused in words', async () => {
  const channel = await connect(webhooks())
  await expect(channel.send({ summary: 'x' }, { chatId: 'other' }, 'k')).rejects.toMatchObject({ kind: 'terminal' })
  await expect(channel.send({ summary: 'x' }, { chatId: 'wrAbc' }, 'k')).rejects.toThrow('WECOM_CORP_ID')
})

test('the robot hears who speaks to it and answers with the question quoted, each question once', async () => {
  const channel = await connect(bot())
  await ready(channel)
  const asked = wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '@督办 任务 5' })
  wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '@督办 任务 5', msgid: asked })
  const direct = wecom.robot.say({ from: 'li', text: '任务' })
  await vi.waitFor(() => expect(received).toHaveLength(2))
  expect(received[0]).toMatchObject({
    ...{ type: 'message', channel: 'wecom', chatId: 'g1', chatType: 'group', senderId: 'zhang', text: '任务 5', mentioned: true },
    messageId: asked,
  })
  expect(received[1]).toMatchObject({ chatId: 'li', chatType: 'direct', text: '任务', messageId: direct })
  await channel.send({ summary: '任务5：推进中' }, { chatId: 'g1', replyTo: asked }, 'k1')
  await channel.send({ summary: '到期提醒' }, { chatId: 'g1' }, 'k2')
  expect(wecom.robot.said).toEqual([
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
  wecom.robot.say({ chatId: 'g1', from: 'zhang', body: { msgtype: 'mixed', mixed } })
  await vi.waitFor(() => expect(received).toHaveLength(1))
  const [message] = received
  expect(message).toMatchObject({ text: '进度 80%', attachments: [{ kind: 'image' }] })
  if (message?.type !== 'message') throw new Error('no message')
  const content = await channel.fetch!(message.messageId, message.attachments[0]!.key, 'image')
  const chunks: Uint8Array[] = []
  for await (const chunk of content.bytes) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString()).toBe('picture')
  store.close()
})

test.each(['webhook', 'robot'] as const)(
  'a picture follows its words and a file goes as itself, whole, by %s; what is too large or gone is a link',
  async (way) => {
    const kept = new Map([
      ['p', randomBytes(700_000)],
      ['f', randomBytes(1_500_000)],
      ['big', Buffer.alloc(21 * 1024 * 1024)],
    ])
    const contents = { open: async (id: string) => kept.get(id), keyOf: async () => '' }
    const channel = await connect(way === 'webhook' ? webhooks() : bot(), keep, contents)
    await ready(channel)
    const to = { chatId: way === 'webhook' ? 'staff-group' : 'g1' }
    const picture = { content: 'p', name: '长图', url: 'https://duban.example/r/x.png' }
    await channel.send({ summary: '报告', blocks: [{ kind: 'picture', picture }] }, to, 'k1')
    await channel.send(filePost({ content: 'f', name: '点评.docx', url: 'https://duban.example/f' }), to, 'k2')
    await channel.send(filePost({ content: 'big', name: '全集.pdf', url: 'https://duban.example/big' }), to, 'k3')
    await channel.send(filePost({ content: 'gone', name: '旧.pdf', url: 'https://duban.example/old' }), to, 'k4')
    const seen: { content: string; media?: { bytes: Buffer } }[] = way === 'webhook' ? wecom.pushed : wecom.robot.said
    expect(seen.map(({ content, media }) => media?.bytes.length ?? content.split('\n')[0])).toEqual([
      '报告',
      700_000,
      1_500_000,
      '《全集.pdf》超过20MB，未能直接发送，请打开链接查看：https://duban.example/big',
      '《旧.pdf》已过保存期，请打开链接查看：https://duban.example/old',
    ])
    expect(seen[1]!.media!.bytes.equals(kept.get('p')!)).toBe(true)
    expect(seen[2]!.media!.bytes.equals(kept.get('f')!)).toBe(true)
  },
)

test('a kind nobody reads is kept and not answered', async () => {
  await ready(await connect(bot()))
  wecom.robot.say({ chatId: 'g1', from: 'zhang', body: { msgtype: 'video', video: { url: 'https://x' } } })
  await vi.waitFor(() => expect(received).toEqual([expect.objectContaining({ type: 'ignored', what: 'video' })]))
})

test('a connection that breaks comes back by itself; meanwhile nothing is lost and nothing is in doubt', async () => {
  const channel = await connect(bot())
  await ready(channel)
  wecom.robot.cut()
  await ready(channel, false)
  await expect(channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k')).rejects.toMatchObject({ kind: 'rate', code: 'not-connected' })
  await ready(channel)
  await channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k')
  expect(wecom.robot.said).toHaveLength(1)
})

test('whoever is pushed out by another connection says so, waits, and takes it back', async () => {
  const channel = await connect(bot())
  await ready(channel)
  wecom.robot.kick()
  await vi.waitFor(() => expect(channel.state().detail).toContain('顶替'))
  await ready(channel)
  expect(wecom.robot.subscriptions).toBe(2)
})

test('a wrong secret is told in words and sends nothing', async () => {
  const channel = await connect({ bot: { ...robot, secret: 'wrong', url: wecom.wsUrl } })
  await vi.waitFor(() => expect(channel.state().detail).toContain('Secret不对'))
  expect(await kindOf(channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k'))).toBe('rate')
})

test('what the platform refuses is refused; a frame cut off before its answer is in doubt', async () => {
  const channel = await connect(bot())
  await ready(channel)
  wecom.robot.refuse = 93006
  expect(await kindOf(channel.send({ summary: 'x' }, { chatId: 'gone' }, 'k1'))).toBe('detached')
  wecom.robot.refuse = undefined
  wecom.robot.silent = true
  const lost = kindOf(channel.send({ summary: 'x' }, { chatId: 'g1' }, 'k2'))
  wecom.robot.cut()
  expect(await lost).toBe('ambiguous')
})

test('a failing store is tried again, in order', async () => {
  let failures = 2
  const channel = await connect(bot(), async (inbound, raw) => {
    if (failures-- > 0) throw new Error('database away')
    return keep(inbound, raw)
  })
  await ready(channel)
  wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '一' })
  wecom.robot.say({ chatId: 'g1', from: 'zhang', text: '二' })
  await vi.waitFor(() => expect(received.map((one) => (one.type === 'message' ? one.text : ''))).toEqual(['一', '二']), 5_000)
})

test('a customer group gets a task that waits for its owner’s tap: waiting, ticked or failed', async () => {
  const channel = await connect(mass())
  const post = { title: '履约报告', summary: '第三季度履约报告已发布', links: [{ label: '查看全文', url: 'https://duban.example/r/q3' }] }
  const receipt = await channel.send(post, { chatId: 'wrGarden' }, 'k')
  expect(receipt).toEqual({ messageId: 'task1/steward', waits: true })
  expect(wecom.tasks[0]).toMatchObject({
    ...{ sender: 'steward', chatIds: ['wrGarden'], text: '第三季度履约报告已发布' },
    links: [{ title: '履约报告', desc: '查看全文', url: 'https://duban.example/r/q3' }],
  })
  const state = () => channel.confirmation!(receipt.messageId!, 'wrGarden')
  expect(await state()).toBe('waiting')
  wecom.confirm(1)
  expect(await state()).toBe('ticked')
  wecom.confirm(3)
  expect(await state()).toBe('failed')
})

test('an access token serves many calls and is renewed once it is stale', async () => {
  const channel = await connect(mass())
  await channel.send({ summary: '一' }, { chatId: 'wrA' }, 'k1')
  await channel.send({ summary: '二' }, { chatId: 'wrA' }, 'k2')
  expect(wecom.tokens).toBe(1)
  wecom.expireToken()
  await channel.send({ summary: '三' }, { chatId: 'wrA' }, 'k3')
  expect([wecom.tokens, wecom.tasks.length]).toEqual([2, 3])
})

test('the check-up tries secret and permission and prepares nothing', async () => {
  expect(await (await connect({ ...webhooks(), ...mass() })).examine!()).toEqual([
    { check: '企业微信消息推送', level: 'ok', detail: '1个群，只发不收' },
    { check: '企业微信客户群群发', level: 'ok', detail: '凭证和客户联系权限可用；每条须群主确认' },
  ])
  const wrong = await connect({ mass: { corpId: corp.id, secret: 'wrong', domain: wecom.url } })
  expect(await wrong.examine!()).toMatchObject([{ level: 'fail', detail: '不可用：40001' }])
  expect(wecom.tasks).toEqual([])
})
