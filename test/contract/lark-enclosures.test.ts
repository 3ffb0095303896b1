import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelError } from '#src/errors.ts'
import { filePost, type Post } from '#src/message.ts'
import { createContents } from '#src/outbox/contents.ts'
import type { Database } from '#storage/db.ts'
import { keepContent, purgeContent } from '#storage/repositories/content.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { wordsOf } from '#test/support/town.ts'
import { CHAT, type Pair, startPair } from './lark.setup.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const url = 'https://duban.example/f/1'

onEachDatabase((_, open) => {
  let database: Database
  let pair: Pair
  let sends = 0
  beforeAll(async () => {
    database = await open()
    pair = await startPair({ contents: createContents(database.db), fake: { limits: { chatPerSecond: 1000 } } })
  })
  afterAll(() => pair.close())

  const file = async (bytes: Uint8Array, name: string) => ({ content: await keepContent(database.db, bytes, new Date()), name, url })
  const picturePost = async (bytes: Uint8Array, name = '长图'): Promise<Post> => ({
    title: '示例花园2026年第三季度履约报告',
    summary: '已发布。',
    blocks: [{ kind: 'picture', picture: await file(bytes, name) }],
  })
  const send = async (post: Post) => {
    const { messageId } = await pair.channel.send(post, { chatId: CHAT }, `k${++sends}`)
    return pair.fake.sent(CHAT).find((one) => one.messageId === messageId)!
  }
  const failureOf = (post: Post): Promise<ChannelError> =>
    send(post).then(
      () => expect.unreachable('it should fail'),
      (error) => error,
    )
  const fresh = (size = 20) => Buffer.concat([png, Buffer.from(`${Math.random()}`), Buffer.alloc(size)])

  describe('a file', () => {
    it('is uploaded with its name and kind, and sent as a message of its own', async () => {
      const bytes = Buffer.from('%PDF-1.7 点评')
      const message = await send(filePost(await file(bytes, '点评2026-11-23.pdf')))
      expect(message.msgType).toBe('file')
      const kept = pair.fake.uploads.kept.get(JSON.parse(message.content).file_key)
      expect(kept).toEqual({ op: 'file', name: '点评2026-11-23.pdf', type: 'pdf', bytes })
    })

    it('goes up once, into however many groups it goes, whichever replica sends it', async () => {
      const post = filePost(await file(fresh(), '数据.xlsx'))
      const before = pair.fake.calls.file ?? 0
      await Promise.all([send(post), send(post)])
      const other = await startPair({ contents: createContents(database.db), config: { domain: pair.fake.url } })
      await other.channel.send(post, { chatId: CHAT }, 'other-replica')
      await other.close()
      expect((pair.fake.calls.file ?? 0) - before).toBe(1)
    })

    it.each([
      ['empty', Buffer.alloc(0), '《空.docx》是空文件，未发送，请打开链接查看：https://duban.example/f/1'],
      ['too large', Buffer.alloc(30 * 1024 * 1024 + 1), '《空.docx》超过30MB，未能直接发送，请打开链接查看：https://duban.example/f/1'],
    ])('that is %s is told in words, with its link', async (_, bytes, words) => {
      expect(wordsOf(await send(filePost(await file(bytes, '空.docx'))))).toBe(words)
    })

    it('that is no longer kept, that the platform refuses or that we may not upload is told in words too', async () => {
      const gone = { content: 'gone', name: '旧.docx', url }
      expect(wordsOf(await send(filePost(gone)))).toBe(`《旧.docx》已过保存期，请打开链接查看：${url}`)
      pair.fake.fault({ on: 'file', kind: 'scope' })
      expect(wordsOf(await send(filePost(await file(fresh(), '表.docx'))))).toBe(`《表.docx》未被飞书接收，请打开链接查看：${url}`)
    })

    it.each(['500-before', 'cut-before', '502-html', '429'] as const)(
      'waits when the upload fails with %s: nothing was sent',
      async (kind) => {
        const post = filePost(await file(fresh(), `${kind}.pdf`))
        const before = pair.fake.sent(CHAT).length
        pair.fake.fault({ on: 'file', kind })
        expect(await failureOf(post)).toMatchObject({ kind: 'rate' })
        expect(pair.fake.sent(CHAT)).toHaveLength(before)
        expect((await send(post)).msgType).toBe('file')
      },
    )

    it('is found again by its name when it is in doubt', async () => {
      const since = new Date(Date.now() - 1000)
      const post = filePost(await file(fresh(), '唯一.pdf'))
      expect(await pair.channel.find!(post, { chatId: CHAT }, since)).not.toContainEqual(expect.objectContaining({ certain: true }))
      const { messageId } = await send(post)
      expect(await pair.channel.find!(post, { chatId: CHAT }, since)).toEqual([{ messageId, certain: true }])
    })
  })

  describe('a picture', () => {
    it('stands on the card by the key of its upload', async () => {
      const bytes = fresh()
      const card = JSON.parse((await send(await picturePost(bytes))).content)
      const img = card.body.elements.find(({ tag }: { tag: string }) => tag === 'img')
      expect(img).toMatchObject({ alt: { content: '长图' } })
      expect(pair.fake.uploads.kept.get(img.img_key)).toMatchObject({ op: 'image', bytes })
    })

    it.each([
      ['too large', Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), '《大图》超过10MB，未能直接发送，请打开上面的链接查看。'],
      ['none', Buffer.from('not a picture'), '《大图》未被飞书接收，请打开上面的链接查看。'],
    ])('that is %s leaves the card and a link', async (_, bytes, words) => {
      const message = await send(await picturePost(bytes, '大图'))
      expect(message.msgType).toBe('interactive')
      expect(wordsOf(message)).toBe(`示例花园2026年第三季度履约报告\n已发布。\n附件：[大图](${url})\n${words}`)
    })

    it('is a link where the card goes out as words', async () => {
      pair.fake.fault({ on: 'create', kind: 'card' })
      expect(wordsOf(await send(await picturePost(fresh())))).toBe(`【示例花园2026年第三季度履约报告】已发布。\n长图：${url}`)
    })
  })

  it('is forgotten after its time', async () => {
    const id = await keepContent(database.db, fresh(), new Date('2026-01-01'))
    await purgeContent(database.db, new Date('2026-02-01'))
    expect(await createContents(database.db).open(id)).toBeUndefined()
  })

  it('that a record holds stays, whatever else encloses it', async () => {
    const bytes = fresh()
    const id = await keepContent(database.db, bytes, new Date('2026-01-01'), { lasting: true })
    await keepContent(database.db, bytes, new Date('2026-01-02'))
    await purgeContent(database.db, new Date('2026-02-01'))
    expect(await createContents(database.db).open(id)).toEqual(bytes)
  })
})
