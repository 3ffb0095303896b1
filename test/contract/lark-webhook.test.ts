import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encrypt, sealed, signed } from '#test/fakes/feishu/push.ts'
import { CHAT, cardPost, keys, type Pair, startPair } from './lark.setup.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.close())

const HOUR = 3_600_000
const plain = (header: object = {}) =>
  JSON.stringify({
    schema: '2.0',
    header: {
      event_id: 'e1',
      event_type: 'x.y_v1',
      token: keys.verificationToken,
      app_id: keys.appId,
      create_time: String(Date.now()),
      ...header,
    },
    event: { chat_id: CHAT },
  })
const send = async ({ headers, body }: { headers: Record<string, string>; body: string }) => {
  const response = await fetch(pair.webhookUrl, { method: 'POST', headers, body })
  return { status: response.status, body: await response.json() }
}

describe('what is accepted', () => {
  it('the address, by its challenge', async () => {
    expect(await pair.fake.verifyUrl()).toBe(true)
    expect(pair.received).toEqual([])
  })

  it('what somebody says', async () => {
    const said = await pair.fake.say(CHAT, 'ou_zhang', '进度 5 60%', { mention: true })
    expect(said.pushed.status).toBe(200)
    expect(pair.received).toHaveLength(1)
    expect(pair.received[0]!).toMatchObject({
      type: 'message',
      eventId: said.eventId,
      messageId: said.messageId,
      chatId: CHAT,
      senderId: 'ou_zhang',
      text: '进度 5 60%',
      mentioned: true,
    })
  })

  it('what happens to a chat', async () => {
    await pair.fake.addBotToChat('oc_new', { name: '新群', operatorId: 'ou_li' })
    await pair.fake.people.rename('oc_new', '新名')
    await pair.fake.people.disband('oc_new')
    const said = await pair.fake.say(CHAT, 'ou_zhang', '写错了')
    await pair.fake.people.recall(said.messageId)
    expect(pair.received).toMatchObject([
      { type: 'chat', what: 'joined', chatName: '新群', operatorId: 'ou_li' },
      { type: 'chat', what: 'renamed', chatName: '新名' },
      { type: 'chat', what: 'disbanded' },
      { type: 'message', mentioned: false },
      { type: 'recall', messageId: said.messageId },
    ])
  })

  it('an event of an unknown kind, as ignored', async () => {
    expect(await send(sealed(plain(), keys.encryptKey, Date.now()))).toEqual({ status: 200, body: {} })
    expect(pair.received[0]!).toMatchObject({ type: 'ignored', what: 'x.y_v1', chatId: CHAT })
  })

  it('a rightly signed body with escapes and white space', async () => {
    const escaped = encrypt(plain(), keys.encryptKey).replace(/[+/=]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)
    const body = `{ "encrypt":\n "${escaped}" }`
    expect(await send({ headers: signed(body, keys.encryptKey, Date.now()), body })).toMatchObject({ status: 200 })
  })

  it('a re-push seven hours late, with a line in the log', async () => {
    expect(await send(sealed(plain(), keys.encryptKey, Date.now() - 7 * HOUR))).toMatchObject({ status: 200 })
    expect(pair.lines.filter((line) => line.includes('late event accepted'))).toHaveLength(1)
  })
})

describe('what is refused', () => {
  const good = () => sealed(plain(), keys.encryptKey, Date.now())
  it.each<[string, () => { headers: Record<string, string>; body: string }, number]>([
    ['unsigned', () => ({ headers: {}, body: good().body }), 401],
    ['wrongly signed', () => ({ headers: signed(good().body, 'another key', Date.now()), body: good().body }), 401],
    ['signed for another body', () => ({ headers: good().headers, body: good().body }), 401],
    ['stale', () => sealed(plain(), keys.encryptKey, Date.now() - 9 * HOUR), 401],
    ['from the future', () => sealed(plain(), keys.encryptKey, Date.now() + 9 * HOUR), 401],
    ['garbage', () => ({ headers: signed('garbage', keys.encryptKey, Date.now()), body: 'garbage' }), 401],
    ['empty', () => ({ headers: {}, body: '' }), 401],
    ['plaintext', () => ({ headers: signed(plain(), keys.encryptKey, Date.now()), body: plain() }), 401],
    ['wrong key', () => ({ ...sealed(plain(), 'another key', Date.now()) }), 401],
    ['wrong token', () => sealed(plain({ token: 'guess' }), keys.encryptKey, Date.now()), 401],
    ['another app', () => sealed(plain({ app_id: 'cli_ffffffffffffffff' }), keys.encryptKey, Date.now()), 401],
    ['oversized', () => ({ headers: {}, body: 'x'.repeat(1024 * 1024 + 1) }), 413],
  ])('%s', async (_, request, status) => {
    expect(await send(request())).toEqual({ status, body: { error: 'refused' } })
    expect(pair.received).toEqual([])
    const refusals = pair.lines.filter((line) => line.includes('webhook refused'))
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).not.toMatch(/the-encrypt-key|the-verification-token|guess|another key/)
  })

  it.each([
    ['another app', { app_id: 'cli_ffffffffffffffff' }, 'another app', '来自其他应用，请核对 LARK_APP_ID'],
    ['a tenant that is not allowed', { tenant_key: 'tenant_other' }, 'another tenant', '来自其他租户，请核对 LARK_TENANTS'],
  ])('an event of %s, and the state says so', async (_, pose, reason, words) => {
    const strict = await startPair({ config: { tenants: ['tenant_fake'] } })
    strict.fake.pose(pose)
    expect((await strict.fake.say(CHAT, 'ou_zhang', '任务')).pushed.status).toBe(401)
    expect(strict.received).toEqual([])
    expect(strict.lines.join('')).toContain(`"reason":"${reason}"`)
    expect(strict.channel.state().detail).toContain(words)
    strict.fake.pose({})
    expect((await strict.fake.say(CHAT, 'ou_zhang', '任务')).pushed.status).toBe(200)
    await strict.close()
  })

  it('oversized without saying so beforehand', async () => {
    const chunk = new Uint8Array(256 * 1024)
    const body = new ReadableStream({ pull: (endless) => endless.enqueue(chunk) })
    const response = await pair.channel.webhook!(new Request(pair.webhookUrl, { method: 'POST', body, duplex: 'half' } as RequestInit))
    expect(response.status).toBe(413)
  })
})

describe('what cannot be kept', () => {
  it('is answered 500 and comes again until it is', async () => {
    await pair.close()
    pair = await startPair({ fake: { timeScale: 100 } })
    pair.intake.fail = true
    const said = await pair.fake.say(CHAT, 'ou_zhang', '进度 5 60%')
    expect(said.pushed.status).toBe(500)
    pair.intake.fail = false
    await expect.poll(() => pair.fake.pushes().map(({ status }) => status), { timeout: 2000 }).toEqual([500, 200])
    expect(pair.received[0]!.eventId).toBe(said.eventId)
  })

  it('before the start and after the stop comes again', async () => {
    await pair.channel.stop()
    expect((await pair.fake.say(CHAT, 'ou_zhang', '在吗')).pushed.status).toBe(503)
  })
})

describe('the form of a card', () => {
  it('comes back with what was filled in, and a toast goes out', async () => {
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    pair.intake.toast = { type: 'success', text: '已登记 60%' }
    const clicked = await pair.fake.submitForm(messageId!, 'ou_zhang', { percent: '60', remark: '完成培训' })
    expect(clicked.toast).toEqual({ type: 'success', content: '已登记 60%' })
    expect(pair.received[0]!).toMatchObject({
      type: 'submission',
      chatId: CHAT,
      messageId,
      senderId: 'ou_zhang',
      action: 'progress',
      args: { unit: '区房管局' },
      version: 4,
      values: { task: '5', status: 'doing', percent: '60', remark: '完成培训' },
    })
  })

  it('is acknowledged even when the result is not ready', async () => {
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    const clicked = await pair.fake.submitForm(messageId!, 'ou_zhang', {})
    expect(clicked.toast).toMatchObject({ type: 'info' })
  })

  it('tells the person when it could not be kept', async () => {
    const { messageId } = await pair.channel.send(cardPost, { chatId: CHAT }, 'k1')
    pair.intake.fail = true
    expect((await pair.fake.submitForm(messageId!, 'ou_zhang', {})).pushed.status).toBe(500)
  })
})
