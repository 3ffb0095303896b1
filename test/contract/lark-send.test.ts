import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createLarkClient } from '#src/channels/lark/client.ts'
import { createEnclosing } from '#src/channels/lark/enclose.ts'
import { createHealth } from '#src/channels/lark/health.ts'
import { createHttp } from '#src/channels/lark/http.ts'
import { sendPost } from '#src/channels/lark/send.ts'
import { ChannelError } from '#src/errors.ts'
import { CHAT, cardPost, keys, type Pair, startPair, textPost } from './lark.setup.ts'

let pair: Pair
afterEach(() => pair.close())

const failure = (sending: Promise<unknown>): Promise<ChannelError> =>
  sending.then(
    () => expect.unreachable('the send should fail'),
    (error) => {
      expect(error).toBeInstanceOf(ChannelError)
      return error
    },
  )

describe('what arrives', () => {
  it('sends few words as text and everything else as a card the platform accepts', async () => {
    pair = await startPair()
    const text = await pair.channel.send(textPost, { chatId: CHAT }, 'k1')
    const card = await pair.channel.send(cardPost, { chatId: CHAT }, 'k2')
    const sent = pair.fake.sent(CHAT)
    expect(sent.map(({ messageId, msgType }) => ({ messageId, msgType }))).toEqual([
      { messageId: text.messageId, msgType: 'text' },
      { messageId: card.messageId, msgType: 'interactive' },
    ])
    expect(JSON.parse(sent[0]!.content)).toEqual({ text: '已收到，谢谢。' })
    expect(JSON.parse(sent[1]!.content)).toMatchObject({ schema: '2.0', header: { title: { content: '到期提醒' }, template: 'orange' } })
  })

  it('writes to a person alone by their id, always in the same chat', async () => {
    pair = await startPair()
    const first = await pair.channel.send(cardPost, { chatId: 'ou_wang' }, 'k1')
    const second = await pair.channel.send(textPost, { chatId: 'ou_wang' }, 'k2')
    const { chatId, type } = pair.fake.directChat('ou_wang')
    expect(type).toBe('p2p')
    expect(pair.fake.sent(chatId).map(({ messageId }) => messageId)).toEqual([first.messageId, second.messageId])
    expect(pair.fake.sent(CHAT)).toEqual([])
  })

  it('answers a message where it stands', async () => {
    pair = await startPair()
    const asked = await pair.fake.say(CHAT, 'ou_zhang', '任务', { mention: true })
    await pair.channel.send(textPost, { chatId: CHAT, replyTo: asked.messageId }, 'k1')
    expect(pair.fake.sent(CHAT)[0]).toMatchObject({ parentId: asked.messageId, rootId: asked.messageId })
  })

  it('changes a card in place and keeps its id', async () => {
    pair = await startPair()
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    const again = await pair.channel.send({ ...cardPost, summary: '已填报' }, { chatId: CHAT, replaces: messageId }, 'k2')
    expect(again.messageId).toBe(messageId)
    const [message] = pair.fake.sent(CHAT)
    expect(message!.versions).toHaveLength(2)
    expect(message!.content).toContain('已填报')
  })

  it('sends one message however often the same key is sent', async () => {
    pair = await startPair()
    const first = await pair.channel.send(cardPost, { chatId: CHAT }, 'same')
    const second = await pair.channel.send(cardPost, { chatId: CHAT }, 'same')
    expect(second).toEqual(first)
    expect(pair.fake.sent(CHAT)).toHaveLength(1)
    expect(pair.fake.doubles()).toBe(0)
  })

  it('calls nobody by a mention that somebody typed', async () => {
    pair = await startPair()
    const typed = '<at user_id="all">所有人</at> <at id=all></at>'
    await pair.channel.send({ summary: typed }, { chatId: CHAT }, 'k1')
    await pair.channel.send(
      { title: '进度', summary: typed, blocks: [{ kind: 'facts', facts: [{ label: '说明', value: typed }] }] },
      { chatId: CHAT },
      'k2',
    )
    const [text, card] = pair.fake.sent(CHAT)
    expect(JSON.parse(text!.content).text).not.toMatch(/<at/)
    const markdowns = JSON.stringify(JSON.parse(card!.content).body.elements.filter(({ tag }: { tag: string }) => tag === 'markdown'))
    expect(markdowns).not.toMatch(/<at/)
  })
})

describe('what fails', () => {
  it('after a 500 that did the work a repeat of the key finds the same message', async () => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind: '500-after' })
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'ambiguous' })
    await pair.channel.send(textPost, { chatId: CHAT }, 'k1')
    expect(pair.fake.sent(CHAT)).toHaveLength(1)
  })

  it.each(['500-before', '502-html', 'cut-before', 'cut-after'] as const)('is in doubt after %s', async (kind) => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind })
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'ambiguous' })
  })

  it('is in doubt when no answer comes', async () => {
    pair = await startPair()
    const log = pino({ level: 'silent' })
    const client = createLarkClient({ ...keys, domain: pair.fake.url }, createHttp(100), log)
    pair.fake.fault({ on: 'create', kind: 'hang-after' })
    const out = { client, log, enclosing: createEnclosing(client, keys.appId, undefined) }
    expect(await failure(sendPost(out, textPost, { chatId: CHAT }, 'k1'))).toMatchObject({
      kind: 'ambiguous',
      code: 'ECONNABORTED',
    })
    await sendPost(out, textPost, { chatId: CHAT }, 'k1')
    expect(pair.fake.sent(CHAT)).toHaveLength(1)
  })

  it('a token that cannot be had puts nothing in doubt', async () => {
    pair = await startPair()
    pair.fake.expireTokens()
    pair.fake.fault({ on: 'create', kind: 'token' })
    pair.fake.fault({ on: 'token', kind: '502-html', times: 2 })
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'rate', code: 'http-502' })
    expect(pair.fake.sent(CHAT)).toEqual([])
  })

  it('waits as long as the platform says', async () => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind: '429', resetSeconds: 7 })
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({
      kind: 'rate',
      code: '99991400',
      retryAfterMs: 7000,
    })
  })

  it('waits a second or two when one chat has had enough', async () => {
    pair = await startPair({ fake: { limits: { chatPerSecond: 1 } } })
    await pair.channel.send(textPost, { chatId: CHAT }, 'k1')
    const error = await failure(pair.channel.send({ summary: '第二条' }, { chatId: CHAT }, 'k2'))
    expect(error).toMatchObject({ kind: 'rate', code: '230020' })
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(1000)
  })

  it('says so when the bot is no longer in the chat', async () => {
    pair = await startPair()
    await pair.fake.people.removeBot(CHAT)
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'detached', code: '230002' })
  })

  it('a platform that cannot be reached puts nothing in doubt', async () => {
    pair = await startPair()
    const { channel } = await startPair({ config: { domain: 'http://127.0.0.1:1' } }).then(async (other) => {
      await other.close()
      return other
    })
    expect(await failure(channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'rate', code: 'ECONNREFUSED' })
  })
})

describe('a buzz', () => {
  const card = async () => (await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')).messageId
  const buzz = (messageId: string | undefined) =>
    pair.channel.send({ summary: '加急', urge: ['ou_zhang', 'ou_gone'] }, { chatId: CHAT, replaces: messageId }, 'k2')

  it('calls the people of a card that stays as it is, and says how many it could not call', async () => {
    pair = await startPair()
    const messageId = await card()
    expect(await buzz(messageId)).toEqual({ messageId })
    expect(pair.fake.extras.urgents).toEqual([{ messageId, users: ['ou_zhang'] }])
    expect(pair.fake.sent(CHAT)[0]!.versions).toHaveLength(1)
    expect(pair.lines.join('')).toContain('"missed":1')
  })

  it('that may have rung, or may not ring at all, is over: it would ring twice or hold up the group', async () => {
    pair = await startPair()
    const messageId = await card()
    for (const kind of ['500-after', 'cut-after', 'scope'] as const) {
      pair.fake.fault({ on: 'urgent', kind })
      expect(await failure(buzz(messageId))).toMatchObject({ kind: 'closed' })
    }
    pair.fake.fault({ on: 'urgent', kind: '429', resetSeconds: 3 })
    expect(await failure(buzz(messageId))).toMatchObject({ kind: 'rate', retryAfterMs: 3000 })
  })
})

describe('cards that are refused', () => {
  it('go out as text with the same facts, once', async () => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind: 'card' })
    await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    const sent = pair.fake.sent(CHAT)
    expect(sent).toHaveLength(1)
    const { text } = JSON.parse(sent[0]!.content)
    expect(text).toContain('区房管局有 2 项任务临近期限')
    expect(text).toContain('第5项：建立物业服务企业信用档案')
  })

  it('stay cards when they replace one', async () => {
    pair = await startPair()
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    pair.fake.fault({ on: 'patch', kind: 'card' })
    await pair.channel.send({ ...cardPost, summary: '已填报' }, { chatId: CHAT, replaces: messageId }, 'k2')
    const [message] = pair.fake.sent(CHAT)
    expect(JSON.parse(message!.content).schema).toBe('2.0')
    expect(message!.content).toContain('建立物业服务企业信用档案')
  })

  it('that became text are rewritten as text', async () => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind: 'card' })
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    await pair.channel.send({ ...cardPost, summary: '已填报' }, { chatId: CHAT, replaces: messageId }, 'k2')
    expect(JSON.parse(pair.fake.sent(CHAT)[0]!.content).text).toContain('已填报')
  })

  it('because somebody is pressing a button are tried again later', async () => {
    pair = await startPair()
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    pair.fake.messages(CHAT).find((one) => one.messageId === messageId)!.locked = true
    const error = await failure(pair.channel.send(cardPost, { chatId: CHAT, replaces: messageId }, 'k2'))
    expect(error).toMatchObject({ kind: 'rate', retryAfterMs: 1000 })
  })

  it('more than fourteen days old cannot be changed', async () => {
    let now = new Date('2026-11-23T09:30:00+08:00')
    pair = await startPair({ fake: { now: () => now } })
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    now = new Date('2026-12-08T09:30:00+08:00')
    expect(await failure(pair.channel.send(cardPost, { chatId: CHAT, replaces: messageId }, 'k2'))).toMatchObject({
      kind: 'closed',
      code: '230031',
    })
  })
})

describe('credentials', () => {
  it('ten cold sends fetch one token', async () => {
    pair = await startPair({ fake: { limits: { chatPerSecond: 50 } } })
    await Promise.all(Array.from({ length: 10 }, (_, at) => pair.channel.send({ summary: `第${at}条` }, { chatId: CHAT }, `k${at}`)))
    expect(pair.fake.sent(CHAT)).toHaveLength(10)
    expect(pair.fake.tokenFetches()).toBe(1)
  })

  it('a token that ended early is renewed once and nobody notices', async () => {
    pair = await startPair()
    await pair.channel.send(textPost, { chatId: CHAT }, 'k1')
    const before = pair.fake.tokenFetches()
    pair.fake.expireTokens()
    await pair.channel.send({ summary: '第二条' }, { chatId: CHAT }, 'k2')
    expect(pair.fake.tokenFetches() - before).toBe(1)
    expect(pair.fake.sent(CHAT)).toHaveLength(2)
  })

  it('a token refused twice is an auth failure', async () => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind: 'token', times: 2 })
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'auth', code: '99991663' })
    expect(pair.channel.state().ready).toBe(false)
  })

  it('refused for a while close the channel until a probe finds them accepted', async () => {
    pair = await startPair()
    const log = pino({ level: 'silent' })
    const health = createHealth(createLarkClient({ ...keys, domain: pair.fake.url }, createHttp(1000), log), log, 20)
    health.start()
    await expect.poll(() => health.state().detail).toBe('凭证有效')
    await failure(health.observe(Promise.reject(new ChannelError('auth', '10014', 'app secret invalid'))))
    expect(health.state()).toEqual({ ready: false, detail: '凭证被拒绝：10014' })
    await expect.poll(() => health.state()).toEqual({ ready: true, detail: '凭证有效' })
    health.stop()
  })

  it('lacking one scope leave the channel open and say so', async () => {
    pair = await startPair()
    const log = pino({ level: 'silent' })
    const health = createHealth(createLarkClient({ ...keys, domain: pair.fake.url }, createHttp(1000), log), log)
    health.start()
    await failure(health.observe(Promise.reject(new ChannelError('auth', '99991672', 'no scope'))))
    const detail = '缺少权限或机器人能力：99991672'
    expect(health.state()).toEqual({ ready: true, detail, problem: detail })
    health.stop()
  })

  it('a wrong secret is an auth failure, and the secret is in no log line', async () => {
    pair = await startPair({ config: { appSecret: 'a-wrong-secret' } })
    expect(await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))).toMatchObject({ kind: 'auth', code: '10014' })
    expect(pair.channel.state()).toMatchObject({ ready: false })
    expect(pair.lines.join('')).not.toContain('a-wrong-secret')
  })

  it('no failure carries the token or the secret', async () => {
    pair = await startPair()
    pair.fake.fault({ on: 'create', kind: '500-before' })
    const error = await failure(pair.channel.send(textPost, { chatId: CHAT }, 'k1'))
    const everything = JSON.stringify([error, error.message, error.stack, error.cause]) + pair.lines.join('')
    expect(everything).not.toMatch(/Bearer|t-[0-9a-f]{40}|the-app-secret/)
  })
})
