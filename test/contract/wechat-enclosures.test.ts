import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Contents } from '#src/channels/channel.ts'
import type { WechatChannel } from '#src/channels/wechat/index.ts'
import { filePost, type Post } from '#src/message.ts'
import { connect, ROOM, ready, world } from './wechat.setup.ts'

/** Pictures and files over real gRPC: the bytes that were kept are the bytes the account was told to send. */

const url = 'https://duban.example/r/1'
const png = Buffer.from('89504e470d0a1a0a', 'hex')

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
  channel = await connect({}, undefined, { contents })
  await ready(channel)
})

test('a picture comes after the words, under a name WeChat knows as a picture', async () => {
  const bytes = Buffer.concat([png, Buffer.alloc(300_000, 7)])
  await channel.send(report(bytes), { chatId: ROOM }, 'k1')
  expect(world.gateway.sent.map(({ text }) => text)).toEqual([`【第三季度履约报告】已发布。\n长图：${url}`])
  expect(world.gateway.puppet.files).toEqual([{ to: ROOM, name: '长图.png', bytes }])
})

test('a file goes as a file', async () => {
  const bytes = Buffer.from('%PDF-1.7 报告')
  await channel.send(filePost(enclose(bytes, '报告.pdf')), { chatId: ROOM }, 'k1')
  expect(world.gateway.sent).toEqual([])
  expect(world.gateway.puppet.files).toEqual([{ to: ROOM, name: '报告.pdf', bytes }])
})

test('what is empty, too large or not to be had goes as its link', async () => {
  await channel.send(filePost(enclose(Buffer.alloc(0), '空.pdf')), { chatId: ROOM }, 'k1')
  await channel.send(filePost(enclose(Buffer.alloc(25 * 1024 * 1024 + 1), '大.pdf')), { chatId: ROOM }, 'k2')
  await channel.send(filePost({ content: 'gone', name: '旧.pdf', url }), { chatId: ROOM }, 'k3')
  expect(world.gateway.sent.map(({ text }) => text)).toEqual([
    `《空.pdf》是空文件，未发送，请打开链接查看：${url}`,
    `《大.pdf》超过25MB，未能直接发送，请打开链接查看：${url}`,
    `《旧.pdf》已过保存期，请打开链接查看：${url}`,
  ])
  expect(world.gateway.puppet.files).toEqual([])
})

test('a failure leaves open whether it arrived, and is not made up for by a second file', async () => {
  world.gateway.puppet.failNext = new Error('the account is busy')
  const sending = channel.send(filePost(enclose(Buffer.from('%PDF-'), '报告.pdf')), { chatId: ROOM }, 'k1')
  await expect(sending).rejects.toMatchObject({ kind: 'ambiguous' })
  expect(world.gateway.puppet.files).toEqual([])
})

test('fifty long pictures into fifty groups, whole and in order', async () => {
  const pictures = Array.from({ length: 50 }, (_, at) => Buffer.concat([png, Buffer.alloc(200_000, at)]))
  for (const [at, bytes] of pictures.entries()) {
    world.gateway.createRoom(`g${at}@chatroom`, `业主群${at}`)
    await channel.send(report(bytes), { chatId: `g${at}@chatroom` }, `k${at}`)
  }
  expect(world.gateway.puppet.files.map(({ to }) => to)).toEqual(pictures.map((_, at) => `g${at}@chatroom`))
  expect(world.gateway.puppet.files.every(({ bytes }, at) => bytes.equals(pictures[at]!))).toBe(true)
})
