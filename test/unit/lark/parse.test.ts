import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '#src/channels/lark/parse.ts'
import type { Envelope } from '#src/channels/lark/verify.ts'
import type { Inbound } from '#src/message.ts'

const BOT = 'ou_b07000000000000000000000000000b0'
const CHAT = 'oc_5ce6d572455d361153b7xx51da133945'
const PERSON = 'ou_84aad35d084aa403a838cf73ee18467'
const MESSAGE = 'om_5ce6d572455d361153b7cb51da133945'
const now = new Date('2026-11-23T09:30:30+08:00')

const payload = (name: string): Envelope => JSON.parse(readFileSync(new URL(`../../fixtures/lark/${name}.json`, import.meta.url), 'utf8'))
const read = (envelope: Envelope): Promise<Inbound> => parse(envelope, JSON.stringify(envelope), { botOpenId: async () => BOT, now })

describe('payloads as the platform sends them', () => {
  it.each([
    [
      'message-text',
      {
        type: 'message',
        text: '进度 5 60% 已与 @李工 核对 @所有人',
        mentioned: true,
        chatType: 'group',
        senderId: PERSON,
        messageId: MESSAGE,
        replyTo: [],
        attachments: [],
      },
    ],
    ['message-text-plain', { type: 'message', text: '收到，本周完成', mentioned: false }],
    ['message-direct', { type: 'message', chatType: 'direct', mentioned: true }],
    ['message-reply', { type: 'message', replyTo: ['om_card', 'om_first'] }],
    [
      'message-post',
      {
        type: 'message',
        text: '整改情况\n消防通道已清理，通报\n[OK]60%',
        mentioned: true,
        attachments: [
          { key: 'img_v3_1', kind: 'image' },
          { key: 'img_v3_2', kind: 'image' },
        ],
      },
    ],
    ['message-image', { type: 'message', text: '', replyTo: ['om_card'], attachments: [{ key: 'img_v3_9', kind: 'image' }] }],
    ['message-file', { type: 'message', text: '', attachments: [{ key: 'file_v3_1', kind: 'file', name: '信用档案.xlsx' }] }],
    ['message-sticker', { type: 'message', text: '', attachments: [{ key: 'sticker_1', kind: 'other', name: 'sticker' }] }],
    ['message-merge-forward', { type: 'message', text: '', attachments: [{ key: '', kind: 'other', name: 'merge_forward' }] }],
    ['message-unknown-kind', { type: 'message', text: '', attachments: [{ key: '', kind: 'other', name: 'hologram' }] }],
    ['message-odd-characters', { type: 'message', text: '坏字符\u0000和孤立代理\ud83d结束' }],
    ['message-from-bot', { type: 'ignored', what: 'text from app' }],
    ['message-system', { type: 'ignored', what: 'system from user' }],
    [
      'card-submit',
      {
        type: 'submission',
        messageId: 'om_card',
        senderId: PERSON,
        action: 'progress',
        args: { unit: '区房管局' },
        version: 4,
        values: { task: '5', status: 'doing', percent: '60', remark: '', eta: '2026-11-30 +0800', told: 'true', helpers: 'ou_a,ou_b' },
      },
    ],
    ['card-submit-without-value', { type: 'submission', action: 'progress', args: {}, version: 4, values: { percent: '60' } }],
    ['card-foreign-button', { type: 'ignored', what: 'card.action.trigger' }],
    ['bot-added', { type: 'chat', what: 'joined', chatName: '物业专班工作群', operatorId: PERSON }],
    ['bot-removed', { type: 'chat', what: 'removed' }],
    ['chat-disbanded', { type: 'chat', what: 'disbanded' }],
    ['chat-renamed', { type: 'chat', what: 'renamed', chatName: '海淀物业专班' }],
    ['chat-avatar-changed', { type: 'ignored', what: 'im.chat.updated_v1' }],
    ['message-recalled', { type: 'recall', messageId: MESSAGE }],
    ['reaction-created', { type: 'ignored', what: 'im.message.reaction.created_v1', chatId: '' }],
  ])('%s', async (name, expected) => {
    const inbound = await read(payload(name))
    expect(inbound).toMatchObject({ channel: 'lark', eventId: '5e3702a84e847582be8db7fb73283c02', chatId: CHAT, ...expected })
  })
})

describe('times', () => {
  const sentAt = (name: string, stamp: string | undefined) => {
    const envelope = payload(name)
    return read({ ...envelope, header: { ...envelope.header, create_time: stamp } }).then((inbound) => inbound.sentAt.toISOString())
  }
  it.each([
    ['milliseconds', '1795397400000', '2026-11-23T01:30:00.000Z'],
    ['microseconds', '1795397400000000', '2026-11-23T01:30:00.000Z'],
    ['seconds', '1795397400', '2026-11-23T01:30:00.000Z'],
    ['nothing', undefined, now.toISOString()],
    ['nonsense', 'soon', now.toISOString()],
  ])('in %s', async (_, stamp, expected) => {
    expect(await sentAt('bot-added', stamp)).toBe(expected)
  })
  it('of a message is when it was written', async () => {
    expect((await read(payload('message-text'))).sentAt.getTime()).toBe(1795397399512)
  })
})

describe('the bot', () => {
  it('is asked for its name only when somebody is mentioned', async () => {
    let asked = 0
    const botOpenId = async () => {
      asked += 1
      return BOT
    }
    const context = { botOpenId, now }
    await parse(payload('message-text-plain'), '', context)
    expect(asked).toBe(0)
    await parse(payload('message-text'), '', context)
    expect(asked).toBe(1)
  })
  it('unknown for now, the event is not accepted and comes again', async () => {
    const context = { botOpenId: () => Promise.reject(new Error('platform away')), now }
    await expect(parse(payload('message-text'), '', context)).rejects.toThrow('platform away')
  })
})

describe('events that do not fit', () => {
  it.each([
    [
      'a message without its parts',
      { header: { event_id: 'e1', event_type: 'im.message.receive_v1' }, event: { message: { chat_id: CHAT } } },
    ],
    ['no event at all', { header: { event_id: 'e1', event_type: 'im.message.receive_v1' } }],
    ['no type', { header: { event_id: 'e1' } }],
  ])('%s is kept as ignored', async (_, envelope) => {
    expect(await read(envelope)).toMatchObject({ type: 'ignored', eventId: 'e1' })
  })
  it('without an id gets one that the same event would get again', async () => {
    const envelope = { header: { event_type: 'x' }, event: { a: 1 } }
    expect((await read(envelope)).eventId).toBe((await read(envelope)).eventId)
  })
  it('@_user_1 and @_user_10 are two people', async () => {
    const envelope = payload('message-text-plain')
    const { message } = envelope.event as { message: Record<string, unknown> }
    message.content = JSON.stringify({ text: '@_user_1 @_user_10 好' })
    message.mentions = [
      { key: '@_user_1', id: { open_id: 'ou_1' }, name: '甲' },
      { key: '@_user_10', id: { open_id: 'ou_10' }, name: '癸' },
    ]
    expect(await read(envelope)).toMatchObject({ text: '@甲 @癸 好' })
  })
})
