import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Contents } from '#src/channels/channel.ts'
import { createWechatChannel, type WechatChannel } from '#src/channels/wechat/index.ts'
import { systemClock } from '#src/clock.ts'
import { filePost, type Post } from '#src/message.ts'
import { startWechatGateway, type WechatGateway } from '#test/fakes/wechat/gateway.ts'

/** Pictures and files over real gRPC: the bytes that were kept are the bytes the account was told to send. */

const ROOM = 'yuzhong@chatroom'
const log = { info() {}, warn() {}, error() {}, debug() {} }
const url = 'https://duban.example/r/1'
const png = Buffer.from('89504e470d0a1a0a', 'hex')

let gateway: WechatGateway
let channel: WechatChannel
const kept = new Map<string, Uint8Array>()
const contents: Contents = { open: async (id) => kept.get(id), keyOf: (_id, _as, upload) => upload() }
const enclose = (bytes: Uint8Array, name: string) => {
  const content = createHash('sha256').update(bytes).digest('hex')
  kept.set(content, bytes)
  return { content, name, url }
}
const report = (bytes: Uint8Array): Post => ({
  title: '第三季度履约报告',
  summary: '已发布。',
  blocks: [{ kind: 'picture', picture: enclose(bytes, '长图') }],
})

beforeEach(async () => {
  gateway = await startWechatGateway()
  gateway.createRoom(ROOM, '育仲小区业主群')
  const { token, endpoint } = gateway
  const timing = { probe: 300, canary: 200, backoff: [50, 200] as [number, number] }
  channel = createWechatChannel({ token, endpoint, noTls: true, botNames: [], pauseMs: 1, timing }, { clock: systemClock, log, contents })
  await channel.start(async () => ({ duplicate: false }))
  await vi.waitFor(() => expect(channel.state().ready).toBe(true), 5_000)
})
afterEach(async () => {
  await channel.stop()
  await gateway.close()
})

test('a picture comes after the words, under a name WeChat knows as a picture', async () => {
  const bytes = Buffer.concat([png, Buffer.alloc(300_000, 7)])
  await channel.send(report(bytes), { chatId: ROOM }, 'k1')
  expect(gateway.sent.map(({ text }) => text)).toEqual([`【第三季度履约报告】已发布。\n长图：${url}`])
  expect(gateway.puppet.files).toEqual([{ to: ROOM, name: '长图.png', bytes }])
})

test('a file goes as a file', async () => {
  const bytes = Buffer.from('%PDF-1.7 报告')
  await channel.send(filePost(enclose(bytes, '报告.pdf')), { chatId: ROOM }, 'k1')
  expect(gateway.sent).toEqual([])
  expect(gateway.puppet.files).toEqual([{ to: ROOM, name: '报告.pdf', bytes }])
})

test('what is empty, too large or not to be had goes as its link', async () => {
  await channel.send(filePost(enclose(Buffer.alloc(0), '空.pdf')), { chatId: ROOM }, 'k1')
  await channel.send(filePost(enclose(Buffer.alloc(25 * 1024 * 1024 + 1), '大.pdf')), { chatId: ROOM }, 'k2')
  await channel.send(filePost({ content: 'gone', name: '旧.pdf', url }), { chatId: ROOM }, 'k3')
  expect(gateway.sent.map(({ text }) => text)).toEqual([
    `《空.pdf》是空文件，未发送，请打开链接查看：${url}`,
    `《大.pdf》超过25MB，未能直接发送，请打开链接查看：${url}`,
    `《旧.pdf》已过保存期，请打开链接查看：${url}`,
  ])
  expect(gateway.puppet.files).toEqual([])
})

test('a failure leaves open whether it arrived, and is not made up for by a second file', async () => {
  gateway.puppet.failNext = new Error('the account is busy')
  const sending = channel.send(filePost(enclose(Buffer.from('%PDF-'), '报告.pdf')), { chatId: ROOM }, 'k1')
  await expect(sending).rejects.toMatchObject({ kind: 'ambiguous' })
  expect(gateway.puppet.files).toEqual([])
})

test('fifty long pictures into fifty groups, whole and in order', async () => {
  const pictures = Array.from({ length: 50 }, (_, at) => Buffer.concat([png, Buffer.alloc(200_000, at)]))
  for (const [at, bytes] of pictures.entries()) {
    gateway.createRoom(`g${at}@chatroom`, `业主群${at}`)
    await channel.send(report(bytes), { chatId: `g${at}@chatroom` }, `k${at}`)
  }
  expect(gateway.puppet.files.map(({ to }) => to)).toEqual(pictures.map((_, at) => `g${at}@chatroom`))
  expect(gateway.puppet.files.every(({ bytes }, at) => bytes.equals(pictures[at]!))).toBe(true)
})
