import { AppType, Client, DefaultCache, LoggerLevel } from '@larksuiteoapi/node-sdk'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp } from '#src/channels/lark/http.ts'
import { type FakeFeishu, type FakeFeishuOptions, startFakeFeishu } from '#test/fakes/feishu/index.ts'
import { keys } from './lark.setup.ts'

/** The platform's documented rules, asked of the fake by the SDK itself. */

const CHAT = 'oc_1'
const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }
let fake: FakeFeishu
let sdk: Client

async function start(options: Partial<FakeFeishuOptions> = {}) {
  fake = await startFakeFeishu({ ...keys, ...options })
  fake.createChat(CHAT, { members: ['ou_a'] })
  sdk = new Client({
    appId: keys.appId,
    appSecret: keys.appSecret,
    domain: fake.url,
    appType: AppType.SelfBuild,
    cache: new DefaultCache(),
    httpInstance: createHttp(2000) as never,
    logger: silent,
    loggerLevel: LoggerLevel.error,
  })
}
afterEach(() => fake.close())

const text = (words: string) => JSON.stringify({ text: words })
const card = (elements: object[]) => JSON.stringify({ schema: '2.0', config: { update_multi: true }, body: { elements } })
const send = (msg_type: string, content: string, uuid?: string) =>
  sdk.im.v1.message.create({ params: { receive_id_type: 'chat_id' }, data: { receive_id: CHAT, msg_type, content, uuid } })
const refusal = (call: Promise<unknown>): Promise<{ status: number; code: number; msg: string }> =>
  call.then(
    () => expect.unreachable('the platform should refuse'),
    (error) => ({ status: error.response.status, ...error.response.data }),
  )

describe('messages', () => {
  it('remembers a uuid for an hour, on its scaled clock', async () => {
    await start({ timeScale: 36_000 })
    const first = await send('text', text('一'), 'u1')
    expect((await send('text', text('一'), 'u1')).data!.message_id).toBe(first.data!.message_id)
    await expect
      .poll(async () => (await send('text', text('一'), 'u1')).data!.message_id, { interval: 60 })
      .not.toBe(first.data!.message_id)
    expect(fake.doubles()).toBe(1)
  })

  it('tells a second call that the first is still being processed', async () => {
    await start({ latencyMs: 100 })
    const [one, other] = await Promise.allSettled([send('text', text('一'), 'u1'), send('text', text('一'), 'u1')])
    const refused = [one, other].find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(refused.reason.response.data.code).toBe(230049)
    expect(fake.sent(CHAT)).toHaveLength(1)
  })

  it('refuses a uuid over 50 characters, words that are no JSON, and what is too long', async () => {
    await start()
    expect(await refusal(send('text', text('一'), 'u'.repeat(51)))).toMatchObject({ status: 400, code: 230001 })
    expect(await refusal(send('text', '一'))).toMatchObject({ code: 230001 })
    expect(await refusal(send('text', text('一'.repeat(60_000))))).toMatchObject({ code: 230025 })
    expect(await refusal(send('interactive', card([{ tag: 'markdown', content: '一'.repeat(11_000) }])))).toMatchObject({ code: 230025 })
  })

  it('lists a chat page by page, cards as stubs', async () => {
    await start()
    for (const words of ['一', '二', '三']) await send('text', text(words))
    await send('interactive', card([{ tag: 'markdown', content: '四' }]))
    const params = { container_id_type: 'chat', container_id: CHAT, page_size: 3 }
    const first = await sdk.im.v1.message.list({ params })
    expect(first.data).toMatchObject({ has_more: true, items: [{ body: { content: text('一') } }, {}, {}] })
    const last = await sdk.im.v1.message.list({ params: { ...params, page_token: first.data!.page_token } })
    expect(last.data).toMatchObject({ has_more: false, items: [{ msg_type: 'interactive' }] })
    expect(last.data!.page_token).toBeUndefined()
    expect(last.data!.items![0]!.body!.content).not.toContain('四')
  })

  it('answers a message, but not one that was recalled', async () => {
    await start()
    const { data } = await send('text', text('一'))
    const path = { message_id: data!.message_id! }
    const answer = { path, data: { msg_type: 'text', content: text('二') } }
    expect((await sdk.im.v1.message.reply(answer)).data).toMatchObject({ parent_id: path.message_id, root_id: path.message_id })
    await sdk.im.v1.message.delete({ path })
    expect(await refusal(sdk.im.v1.message.reply(answer))).toMatchObject({ code: 230011 })
  })

  it('changes cards by patch and texts by update, never the other way round', async () => {
    await start()
    const words = await send('text', text('一'))
    const drawn = await send('interactive', card([]))
    const path = { message_id: words.data!.message_id! }
    expect((await sdk.im.v1.message.update({ path, data: { msg_type: 'text', content: text('改') } })).code).toBe(0)
    expect(await refusal(sdk.im.v1.message.patch({ path, data: { content: card([]) } }))).toMatchObject({ code: 230001 })
    const other = { message_id: drawn.data!.message_id! }
    expect((await sdk.im.v1.message.patch({ path: other, data: { content: card([{ tag: 'hr' }]) } })).code).toBe(0)
    expect(await refusal(sdk.im.v1.message.update({ path: other, data: { msg_type: 'text', content: text('改') } }))).toMatchObject({
      code: 230054,
    })
  })
})

describe('limits', () => {
  it('on the app: 429 and the seconds to wait', async () => {
    await start({ limits: { appPerSecond: 2 } })
    await send('text', text('一'))
    await send('text', text('二'))
    const error = await send('text', text('三')).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    )
    expect(error.response.status).toBe(429)
    expect(error.response.data.code).toBe(99991400)
    expect(Number(error.response.headers['x-ogw-ratelimit-reset'])).toBeGreaterThanOrEqual(1)
    expect(fake.overLimit()).toBe(1)
  })

  it('on the chat and on one message', async () => {
    await start({ limits: { chatPerSecond: 1, patchPerSecond: 1 } })
    const { data } = await send('interactive', card([]))
    expect(await refusal(send('text', text('二')))).toMatchObject({ status: 400, code: 230020 })
    const patch = () => sdk.im.v1.message.patch({ path: { message_id: data!.message_id! }, data: { content: card([]) } })
    await patch()
    expect(await refusal(patch())).toMatchObject({ code: 230020 })
  })
})

describe('cards on arrival', () => {
  const input = { tag: 'input', name: 'a' }
  const submit = { tag: 'button', name: 's', text: { tag: 'plain_text', content: '提交' }, form_action_type: 'submit' }
  it.each<[string, object[], number]>([
    ['a tag it does not know', [{ tag: 'note' }], 200861],
    ['a property it does not know', [{ tag: 'hr', colour: 'red' }], 200621],
    ['too many elements', Array.from({ length: 201 }, () => ({ tag: 'hr' })), 11310],
    ['a fourth table', Array.from({ length: 4 }, () => ({ tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [] })), 11310],
    ['a table of eleven rows a page', [{ tag: 'table', page_size: 11, columns: [{ name: 'a', data_type: 'text' }], rows: [] }], 300123],
    ['a form without submit', [{ tag: 'form', name: 'f', elements: [input] }], 300123],
    ['a form with a nameless field', [{ tag: 'form', name: 'f', elements: [{ tag: 'input' }, submit] }], 300123],
    ['a form with a name twice', [{ tag: 'form', name: 'f', elements: [input, input, submit] }], 300123],
    [
      'a form in a column',
      [{ tag: 'column_set', columns: [{ tag: 'column', elements: [{ tag: 'form', name: 'f', elements: [submit] }] }] }],
      300123,
    ],
    ['somebody who is not in the chat', [{ tag: 'markdown', content: '<at id=ou_gone></at>' }], 100290],
    ['nobody', [{ tag: 'markdown', content: '<at id=></at>' }], 300090],
    [
      'an element id twice',
      [
        { tag: 'hr', element_id: 'a' },
        { tag: 'hr', element_id: 'a' },
      ],
      300301,
    ],
  ])('refuses %s', async (_, elements, sub) => {
    await start()
    const { code, msg } = await refusal(send('interactive', card(elements)))
    expect({ code, msg }).toEqual({ code: 230099, msg: expect.stringContaining(`ErrCode: ${sub};`) })
  })

  it('takes one that names a member and everybody', async () => {
    await start()
    expect((await send('interactive', card([{ tag: 'markdown', content: '<at id=ou_a></at><at id=all></at>' }]))).code).toBe(0)
  })
})

describe('people', () => {
  const fields = [
    { tag: 'select_static', name: 'status', required: true, initial_option: 'doing', options: [{ value: 'doing' }, { value: 'done' }] },
    { tag: 'input', name: 'percent', max_length: 3 },
    { tag: 'input', name: 'remark', required: true },
    { tag: 'button', name: 'go', form_action_type: 'submit', behaviors: [{ type: 'callback', value: { a: 1 } }] },
  ]
  const form = () => send('interactive', card([{ tag: 'form', name: 'f', elements: fields }]))
  it.each<[Record<string, string>, string]>([
    [{ percent: '60' }, 'remark is required'],
    [{ remark: '好', status: 'lost' }, 'status has no option lost'],
    [{ remark: '好', percent: '1000' }, 'percent is too long'],
    [{ remark: '好', eta: '明天' }, 'the form has no field eta'],
  ])('cannot submit %j', async (values, why) => {
    await start()
    const { data } = await form()
    await expect(fake.submitForm(data!.message_id!, 'ou_a', values)).rejects.toThrow(why)
  })

  it('without the history scope only what names the bot is pushed', async () => {
    await start({ allMessages: false, webhookUrl: 'http://127.0.0.1:1/' })
    await fake.say(CHAT, 'ou_a', '自己聊')
    await fake.say(CHAT, 'ou_a', '问督办', { mention: true })
    expect(fake.pushes()).toHaveLength(1)
  })

  it('are pushed again four times while nobody takes it', async () => {
    await start({ timeScale: 500_000, webhookUrl: 'http://127.0.0.1:1/' })
    await fake.say(CHAT, 'ou_a', '在吗')
    await expect.poll(() => fake.pushes().length, { timeout: 2000 }).toBe(5)
    expect(new Set(fake.pushes().map(({ eventId }) => eventId)).size).toBe(1)
  })
})

it('can be driven from outside', async () => {
  await start()
  const post = (path: string, body: object) =>
    fetch(`${fake.url}/fake/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then(
      (r) => r.json(),
    )
  const said = await post('say', { chatId: CHAT, userId: 'ou_a', text: '任务' })
  const { messages } = await fetch(`${fake.url}/fake/messages?chatId=${CHAT}`).then((response) => response.json())
  expect(messages).toMatchObject([{ messageId: said.messageId, senderId: 'ou_a', from: 'user' }])
  await post('fault', { on: 'create', kind: '429' })
  expect(await refusal(send('text', text('一')))).toMatchObject({ status: 429 })
})
