import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { fetchTurn } from '#src/intake/fetch-attachments.ts'
import type { Database } from '#storage/db.ts'
import { insertAttachments, listAttachments } from '#storage/repositories/attachment.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'
import { CHAT, type Pair, startPair } from './lark.setup.ts'

const pdf = Buffer.from('%PDF-1.7 现场检查记录')

onEachDatabase((_, open) => {
  let database: Database
  let pair: Pair
  let folder: string
  beforeAll(async () => {
    database = await open()
    folder = await makeTempFolder()
    pair = await startPair()
  })
  afterAll(async () => {
    await pair.close()
    await removeFolder(folder)
  })

  const send = async (bytes: Buffer, name = '记录.pdf') => {
    const key = `file_${Buffer.from(name).toString('hex')}`
    pair.fake.extras.keep(key, { bytes, mediaType: 'application/octet-stream', name })
    const as = { type: 'file', content: { file_key: key, file_name: name } }
    const { messageId } = await pair.fake.say(CHAT, 'ou_zhang', '', { as })
    const row = { channel: 'lark' as const, messageId, chatId: CHAT, key, kind: 'file' as const, name, receivedAt: new Date() }
    await insertAttachments(database.db, [row])
    return messageId
  }
  const turn = () =>
    fetchTurn({
      ...{ db: database.db, channels: [pair.channel], clock: systemClock, log: pino({ level: 'silent' }), folder, maxBytes: 1024 },
      settings: { publicUrl: 'https://duban.example', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) },
    })
  const kept = async (messageId: string) => (await listAttachments(database.db, 'lark', messageId))[0]!
  const told = async (messageId: string, name: string) =>
    (await findOutbound(database.db, `attachment:lark:${messageId}:file_${Buffer.from(name).toString('hex')}`))?.post.summary

  describe('an attachment', () => {
    it('is kept under its hash, with its size and what it is', async () => {
      const messageId = await send(pdf)
      await turn()
      const sha256 = createHash('sha256').update(pdf).digest('hex')
      expect(await kept(messageId)).toMatchObject({ state: 'stored', sha256, bytes: pdf.length, mediaType: 'application/pdf' })
      expect(await readFile(join(folder, sha256.slice(0, 2), sha256))).toEqual(pdf)
      expect(await turn()).toBe(false)
    })

    it.each([
      ['too large', Buffer.concat([pdf, Buffer.alloc(1024)]), '大.pdf', '附件《大.pdf》未保存：超过0MB。'],
      [
        'a program, whatever its name',
        Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]),
        '通知.pdf',
        '附件《通知.pdf》未保存：只保存文档、表格、图片和文本。',
      ],
    ])('that is %s is refused and its sender told', async (_, bytes, name, words) => {
      const messageId = await send(bytes, name)
      await turn()
      expect(await kept(messageId)).toMatchObject({ state: 'refused', sha256: null })
      expect(await told(messageId, name)).toBe(words)
    })

    it('whose message was taken back is not kept', async () => {
      const messageId = await send(pdf, '撤回.pdf')
      await pair.fake.people.recall(messageId)
      await turn()
      expect(await kept(messageId)).toMatchObject({ state: 'withdrawn' })
    })

    it('that cannot be had now is fetched later; one the platform will not give is refused', async () => {
      const messageId = await send(pdf, '稍后.pdf')
      pair.fake.fault({ on: 'resource', kind: '502-html' })
      await turn()
      expect(await kept(messageId)).toMatchObject({ state: 'queued', attempts: 1 })
      await insertAttachments(database.db, [
        { channel: 'lark', messageId, chatId: CHAT, key: 'file_none', kind: 'file', name: '没有.pdf', receivedAt: new Date() },
      ])
      await turn()
      expect((await listAttachments(database.db, 'lark', messageId)).map(({ key, state }) => [key, state])).toContainEqual([
        'file_none',
        'refused',
      ])
    })
  })
})
