import { expect, test, vi } from 'vitest'
import { BOT_ID } from '#test/fakes/wechat/gateway.ts'
import { arrived, connect, messages, ROOM, ready, world } from './wechat.setup.ts'

test('a picked mention arrives once, without the mention', async () => {
  await ready(await connect())
  const id = world.gateway.say(ROOM, 'zhang', '@小督\u2005公共收益在哪里公示？', { mention: [BOT_ID] })
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
  world.gateway.puppet.aliases.set(`${ROOM}/zhang`, '3-1201 张').set(`${ROOM}/${BOT_ID}`, '物业问答')
  await ready(await connect())
  world.gateway.say(ROOM, 'zhang', '@物业问答 电梯哪天修')
  await arrived(1)
  expect(messages()[0]).toMatchObject({ senderName: '3-1201 张', text: '电梯哪天修', mentioned: true })
})

test('chatter, a name typed by hand, everybody: only the second is for us', async () => {
  await ready(await connect())
  world.gateway.say(ROOM, 'zhang', '今天停水吗')
  world.gateway.say(ROOM, 'zhang', '@小督助手停水通知')
  world.gateway.say(ROOM, 'zhang', '@所有人 今晚停水', { mention: [BOT_ID, 'li'] })
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
  const id = world.gateway.say(ROOM, 'zhang', '一')
  await arrived(1)
  world.gateway.announce(id)
  await channel.send({ summary: '答' }, { chatId: ROOM }, 'k1')
  world.gateway.say(ROOM, 'zhang', '二')
  await arrived(2)
  expect(messages().map(({ text }) => text)).toEqual(['一', '二'])
})

test('what is no text, too old or private is kept as ignored', async () => {
  await ready(await connect())
  world.gateway.say(ROOM, 'zhang', '', { type: 6 })
  world.gateway.say(ROOM, 'zhang', '昨天的话', { at: new Date(Date.now() - 121_000) })
  world.gateway.mocker.ContactMock.load('zhang').say('在吗').to(world.gateway.mocker.ContactMock.load(BOT_ID))
  await arrived(3)
  expect(world.received.map((inbound) => inbound.type === 'ignored' && inbound.what)).toEqual(['image', 'stale', 'direct'])
})

test('messages keep the order they were announced in, however long their content takes', async () => {
  await ready(await connect())
  world.gateway.puppet.slow.set('slow', 80)
  world.gateway.say(ROOM, 'zhang', '先', { id: 'slow' })
  world.gateway.say(ROOM, 'li', '后')
  await arrived(2)
  expect(messages().map(({ text }) => text)).toEqual(['先', '后'])
})

test('a large group costs one look-up per speaker, not one per member', async () => {
  const members = Array.from({ length: 200 }, (_, index) => `m${index}`)
  for (const id of members) world.gateway.createContact(id, id)
  world.gateway.createRoom('big@chatroom', '大群', [...members, 'zhang'])
  await ready(await connect())
  world.gateway.say('big@chatroom', 'zhang', '一')
  world.gateway.say('big@chatroom', 'zhang', '二')
  await arrived(2)
  expect(world.gateway.puppet.memberLookups.sort()).toEqual([`big@chatroom/${BOT_ID}`, 'big@chatroom/zhang'])
})

test('the bot is taken in, the group renamed, the bot taken out', async () => {
  world.gateway.createRoom('new@chatroom', '新群', ['zhang'])
  await ready(await connect())
  world.gateway.addBot('new@chatroom', 'zhang')
  await arrived(1)
  world.gateway.rename('new@chatroom', '新群二', 'zhang')
  world.gateway.removeBot('new@chatroom', 'zhang')
  await arrived(3)
  expect(world.received).toMatchObject([
    { type: 'chat', what: 'joined', chatId: 'new@chatroom', chatName: '新群', operatorId: 'zhang' },
    { type: 'chat', what: 'renamed', chatName: '新群二' },
    { type: 'chat', what: 'removed', operatorId: 'zhang' },
  ])
})

test('an answer names the person who asked', async () => {
  const channel = await connect()
  await ready(channel)
  expect(channel.capabilities.reply).toBe(true)
  const id = world.gateway.say(ROOM, 'zhang', '@小督\u2005停车费', { mention: [BOT_ID] })
  await arrived(1)
  await channel.send({ summary: '未提供。' }, { chatId: ROOM, replyTo: id }, 'k2')
  expect(world.gateway.sent).toEqual([{ to: ROOM, text: '@张女士\u2005未提供。', mentions: ['zhang'] }])
})

test('a long text goes out in parts cut at line ends, none lost', async () => {
  const channel = await connect()
  await ready(channel)
  const lines = Array.from({ length: 60 }, (_, index) => `第${index}条${'物业服务费收支情况'.repeat(6)}`)
  await channel.send({ summary: '共六十条', blocks: [{ kind: 'list', items: lines }] }, { chatId: ROOM }, 'k3')
  expect(world.gateway.sent.length).toBeGreaterThan(1)
  expect(world.gateway.sent.every(({ text }) => text.length <= channel.capabilities.maxTextLength)).toBe(true)
  expect(world.gateway.sent.map(({ text }) => text).join('\n')).toBe(['共六十条', ...lines.map((line) => `· ${line}`)].join('\n'))
})

test('a try after a part got through goes on with the next part', async () => {
  const channel = await connect()
  await ready(channel)
  const post = { summary: '一'.repeat(1_400), blocks: [{ kind: 'text' as const, text: '二'.repeat(1_400) }] }
  const { messageSendText } = world.gateway.puppet
  let calls = 0
  vi.spyOn(world.gateway.puppet, 'messageSendText').mockImplementation(async (...args) => {
    calls += 1
    if (calls === 2) throw new Error('not logged in')
    return messageSendText.apply(world.gateway.puppet, args)
  })
  await expect(channel.send(post, { chatId: ROOM }, 'k4')).rejects.toMatchObject({ kind: 'rate' })
  await channel.send(post, { chatId: ROOM }, 'k4')
  expect(world.gateway.sent.map(({ text }) => text.charAt(0))).toEqual(['一', '二'])
})

test('a failure behind the gateway leaves the outcome open', async () => {
  const channel = await connect({ sendTimeoutMs: 200 })
  await ready(channel)
  world.gateway.puppet.failNext = new Error('something went wrong')
  await expect(channel.send({ summary: '一' }, { chatId: ROOM }, 'k5')).rejects.toMatchObject({ kind: 'ambiguous', code: 'grpc-2' })
  world.gateway.puppet.hang = true
  await expect(channel.send({ summary: '二' }, { chatId: ROOM }, 'k6')).rejects.toMatchObject({ kind: 'ambiguous', code: 'timeout' })
})
