import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#storage/db.ts'
import { findChat } from '#storage/repositories/people.ts'
import { documentedLimits } from '#test/fakes/feishu/limits.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { CHAT, cardPost } from './lark.setup.ts'
import { type Outbox, startOutbox } from './lark-delivery.setup.ts'

onEachDatabase((_, open) => {
  let database: Database
  let box: Outbox
  beforeAll(async () => {
    database = await open()
  })
  afterEach(() => box.close())
  const chats = (count: number) => {
    const ids = Array.from({ length: count }, (_, at) => `oc_${at}`)
    for (const id of ids) box.fake.createChat(id)
    return ids
  }

  describe('limits', () => {
    it('are those the platform documents', async () => {
      box = await startOutbox(database)
      const { appPerSecond, appPerMinute } = documentedLimits
      expect(box.channel.capabilities.limits).toEqual([
        { count: appPerSecond, perMs: 1000 },
        { count: appPerMinute, perMs: 60_000 },
      ])
    })

    it('are one for all replicas', async () => {
      // Three that did not share would send 48 in a second; the platform's own count leaves room for a slow machine.
      box = await startOutbox(database, {
        replicas: 3,
        fake: { limits: { appPerSecond: 30 } },
        capabilities: { limits: [{ count: 20, perMs: 1000 }] },
      })
      await box.broadcast(chats(60))
      box.start()
      await expect.poll(() => box.fake.sent().length, { timeout: 15_000 }).toBe(60)
      expect(box.fake.overLimit()).toBe(0)
    })

    it('of one chat, one person and one message are kept by all replicas', async () => {
      box = await startOutbox(database, { replicas: 3, paced: true })
      const [group] = chats(1)
      await box.queue(group!, 'card', { post: cardPost })
      box.start()
      await box.becomes('card', 'sent')
      const said = ['1', '2', '3', '4', '5', '6', '7']
      for (const at of said) for (const chat of [CHAT, 'ou_zhang']) await box.queue(chat, `${chat} ${at}`)
      // Each change waits for the one before, or only the last would be shown.
      for (const at of said) {
        await box.queue(group!, `change ${at}`, { post: cardPost, replaces: 'card' })
        await box.becomes(`change ${at}`, 'sent')
      }
      for (const chat of [CHAT, 'ou_zhang']) await box.becomes(`${chat} 7`, 'sent')
      expect(box.fake.calls).toMatchObject({ create: 15, patch: 7 })
      expect(box.fake.overLimit()).toBe(0)
    })

    it('let an answer through a broadcast to 2,000 groups within what two seconds take', async () => {
      box = await startOutbox(database, { paced: true })
      const ids = chats(2001)
      const asked = await box.heard('oc_2000')
      await box.broadcast(ids.slice(0, 2000))
      box.start()
      // What had been saved up is spent by then: from now on a thousand a minute.
      await expect.poll(() => box.fake.sent().length).toBeGreaterThan(50)
      const before = box.fake.sent().length
      await box.queue('oc_2000', 'the answer', { cause: asked })
      await box.becomes('the answer', 'sent')
      expect(box.fake.sent().findIndex(({ chatId }) => chatId === 'oc_2000')).toBeLessThan(before + 1000 / 30)
      expect(box.fake.overLimit()).toBe(0)
    })

    it('keep the order of a chat, so a broadcast before an answer hurries with it', async () => {
      box = await startOutbox(database, { capabilities: { limits: [{ count: 20, perMs: 1000 }] } })
      const ids = chats(30)
      const asked = await box.heard('oc_29')
      for (const id of ids) await box.queue(id, `to ${id}`)
      await box.queue('oc_29', 'the answer', { cause: asked })
      box.start()
      await box.becomes('the answer', 'sent')
      expect(box.fake.sent('oc_29').map(({ content }) => JSON.parse(content).text)).toEqual(['to oc_29', 'the answer'])
      expect(box.fake.sent().length).toBeLessThan(20)
    })

    it('of the account that the platform names hold every chat for as long as it says', async () => {
      box = await startOutbox(database)
      const ids = chats(6)
      await box.broadcast(ids.slice(0, 5))
      box.start()
      await expect.poll(() => box.fake.sent().length).toBe(5)
      box.fake.fault({ on: 'create', kind: '429', resetSeconds: 30 })
      await box.queue(CHAT, 'first')
      await expect.poll(box.isHeld).toBe(true)
      await box.queue('oc_5', 'second')
      await new Promise((resolve) => setTimeout(resolve, 400))
      expect(box.fake.calls.create).toBe(6)
      expect(await box.find('first')).toMatchObject({ state: 'queued', attempts: 0 })
    })

    it('of one chat that the platform names delay that chat alone', async () => {
      box = await startOutbox(database, { fake: { limits: { chatPerSecond: 1 } } })
      const ids = chats(2)
      for (const key of ['one', 'two', 'three']) await box.queue(ids[0]!, key)
      box.start()
      await expect.poll(() => box.fake.overLimit()).toBeGreaterThan(0)
      await box.queue(ids[1]!, 'at once')
      await box.becomes('at once', 'sent')
      expect(await box.isHeld()).toBe(false)
      await box.becomes('three', 'sent')
      expect(await box.find('three')).toMatchObject({ attempts: 1 })
    })
  })

  describe('an hour after a send whose answer never came', () => {
    const tried = async (kind: 'cut-after' | 'cut-before', post = cardPost) => {
      box.fake.fault({ on: 'create', kind, times: 99 })
      await box.queue(CHAT, 'doubtful', { post })
      await box.queue(CHAT, 'behind')
      box.start()
      await box.becomes('doubtful', 'sending')
      await box.stop()
      box.fake.clearFaults()
    }

    it.each([['a card', cardPost] as const, ['a text', { summary: '请于今日填报。' }] as const])(
      '%s that had arrived is found in the chat',
      async (_, post) => {
        box = await startOutbox(database)
        await box.channel.send({ summary: '更早的一条' }, { chatId: CHAT }, 'another')
        await tried('cut-after', post)
        const [, arrived] = box.fake.sent(CHAT)
        await box.hourPasses('doubtful')
        if (post === cardPost) box.fake.messages(CHAT)[0]!.createTime -= 3_600_000
        box.start()
        await box.becomes('behind', 'sent')
        expect(await box.find('doubtful')).toMatchObject({ state: 'sent', messageId: arrived!.messageId })
        expect(box.fake.doubles()).toBe(0)
      },
    )

    it('one that had not is sent, and tried again as if for the first time', async () => {
      box = await startOutbox(database)
      await tried('cut-before')
      await box.hourPasses('doubtful')
      box.fake.fault({ on: 'create', kind: 'cut-after' })
      box.start()
      await box.becomes('behind', 'sent')
      expect(await box.find('doubtful')).toMatchObject({ state: 'sent', attempts: 2 })
      expect(box.fake.sent(CHAT)).toHaveLength(2)
      expect(box.fake.calls.list).toBe(1)
    })

    it.each(['500-before', '429', 'cut-before'] as const)('a chat that cannot be read now (%s) is read later', async (kind) => {
      box = await startOutbox(database)
      await tried('cut-after')
      await box.hourPasses('doubtful')
      box.fake.fault({ on: 'list', kind })
      box.start()
      await box.becomes('behind', 'sent')
      expect(await box.find('doubtful')).toMatchObject({ state: 'sent', messageId: box.fake.sent(CHAT)[0]!.messageId })
      expect(box.fake.doubles()).toBe(0)
    })

    it('the same words sent before are not taken for it', async () => {
      box = await startOutbox(database)
      await box.queue(CHAT, 'earlier', { post: cardPost })
      box.start()
      await box.becomes('earlier', 'sent')
      await box.stop()
      await tried('cut-before')
      await box.hourPasses('doubtful')
      box.start()
      await box.becomes('behind', 'sent')
      const [earlier, late] = box.fake.sent(CHAT)
      expect(await box.find('earlier')).toMatchObject({ messageId: earlier!.messageId })
      expect(await box.find('doubtful')).toMatchObject({ state: 'sent', messageId: late!.messageId })
      expect(box.fake.sent(CHAT)).toHaveLength(3)
    })

    it.each(['two cards of ours nobody knows', 'a history we may not read'])('%s: a person decides', async (why) => {
      box = await startOutbox(database)
      if (why.startsWith('two')) await box.channel.send(cardPost, { chatId: CHAT }, 'another')
      await tried('cut-after')
      if (why.startsWith('a history')) box.fake.fault({ on: 'list', kind: 'scope' })
      await box.hourPasses('doubtful')
      const before = box.fake.sent(CHAT).length
      box.start()
      await box.becomes('behind', 'sent')
      expect(await box.find('doubtful')).toMatchObject({ state: 'unknown' })
      expect(box.fake.sent(CHAT)).toHaveLength(before + 1)
    })
  })

  describe('what cannot be reached any more', () => {
    it('a chat without us: its messages wait for a person, one call finds out', async () => {
      box = await startOutbox(database)
      Object.assign(box.fake.createChat(CHAT), { botIn: false })
      for (const key of ['one', 'two', 'three']) await box.queue(CHAT, key)
      box.start()
      await box.becomes('three', 'parked')
      expect(box.fake.calls.create).toBe(1)
      expect(await findChat(database.db, 'lark', CHAT)).toMatchObject({ state: 'gone' })
    })

    it('a message that was taken back is not changed again and again', async () => {
      box = await startOutbox(database)
      await box.queue(CHAT, 'card', { post: cardPost })
      box.start()
      await box.becomes('card', 'sent')
      box.fake.messages(CHAT)[0]!.recalled = true
      for (const key of ['v1', 'v2']) {
        await box.queue(CHAT, key, { post: cardPost, replaces: 'card' })
        await box.becomes(key, 'superseded')
      }
      expect(box.fake.calls.patch).toBe(1)
    })
  })
})
