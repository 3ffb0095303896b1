import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Post } from '#src/message.ts'
import type { Database } from '#storage/db.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { wordsOf } from '#test/support/town.ts'
import { CHAT, cardPost } from './lark.setup.ts'
import { type Outbox, startOutbox } from './lark-delivery.setup.ts'

/** Cards from the outbox to the platform: what is checked before, what happens when they are refused, and how they change. */
onEachDatabase((_, open) => {
  let database: Database
  let box: Outbox
  beforeAll(async () => {
    database = await open()
  })
  afterEach(() => box.close())

  const sendCard = async () => {
    await box.queue(CHAT, 'card', { post: cardPost })
    box.start()
    await box.becomes('card', 'sent')
    return box.fake.sent(CHAT)[0]!
  }
  const change = (at: number) => box.queue(CHAT, `v${at}`, { post: { ...cardPost, summary: `第${at}版` }, replaces: 'card' })

  describe('before they are sent', () => {
    it('one that no shortening mends never reaches the platform as a card: its words do', async () => {
      box = await startOutbox(database)
      const [field] = cardPost.form!.fields
      const twice: Post = { ...cardPost, form: { ...cardPost.form!, fields: [field!, field!] } }
      await box.queue(CHAT, 'card', { post: twice })
      box.start()
      await box.becomes('card', 'sent')
      expect(box.fake.calls.create).toBe(1)
      expect(wordsOf(box.fake.sent(CHAT)[0]!)).toContain('区房管局有 2 项任务临近期限')
      expect(box.fake.sent(CHAT)[0]!.msgType).toBe('text')
    })
  })

  describe('refused', () => {
    it.each(['card', 'long'] as const)('for %s: the same facts as text, once', async (kind) => {
      box = await startOutbox(database)
      box.fake.fault({ on: 'create', kind })
      const sent = await sendCard()
      expect(sent.msgType).toBe('text')
      expect(wordsOf(sent)).toContain('第5项：建立物业服务企业信用档案')
      expect(box.fake.sent(CHAT)).toHaveLength(1)
    })
  })

  describe('changed in place', () => {
    it('ten changes that wait are one call with the newest, whichever of three replicas makes it', async () => {
      box = await startOutbox(database, { replicas: 3 })
      const card = await sendCard()
      await box.stop()
      for (let at = 1; at <= 10; at++) await change(at)
      box.start()
      await box.becomes('v10', 'sent')
      expect(box.fake.calls.patch).toBe(1)
      expect(card.versions).toHaveLength(2)
      expect(wordsOf(card)).toContain('第10版')
    })

    it('while somebody presses its button: tried again once that is answered', async () => {
      box = await startOutbox(database)
      const card = await sendCard()
      card.locked = true
      await change(1)
      await expect.poll(() => box.fake.calls.patch ?? 0, { timeout: 10_000 }).toBeGreaterThan(0)
      expect(card.versions).toHaveLength(1)
      card.locked = false
      await box.becomes('v1', 'sent')
      expect(wordsOf(card)).toContain('第1版')
    })

    it.each<[string, (card: { messageId: string; recalled: boolean; createTime: number }) => unknown]>([
      ['recalled (230011)', (card) => Object.assign(card, { recalled: true })],
      ['deleted (230110)', (card) => box.fake.forget(card.messageId)],
      ['older than fourteen days (230031)', (card) => Object.assign(card, { createTime: card.createTime - 15 * 86_400_000 })],
    ])('%s: refused once, never tried again', async (_, happens) => {
      box = await startOutbox(database)
      happens(await sendCard())
      await change(1)
      await box.becomes('v1', 'superseded')
      await change(2)
      await box.becomes('v2', 'superseded')
      expect(box.fake.calls.patch).toBe(1)
    })
  })
})
