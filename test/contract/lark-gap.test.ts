import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAttachments } from '#storage/repositories/attachment.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'
const liaison = 'ou_22222222222222222222222222222222'

/** A long connection that breaks, what is said meanwhile, and what is read when it stands again. */
describe.each(['PGlite', 'Postgres'] as const)('what was said while nobody listened, on %s', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await startTown(database, '2026-11-23T09:29:58+08:00', {
      env: { LARK_MODE: 'ws' },
      feishu: { clientConfig: { ReconnectInterval: 0.05, ReconnectNonce: 0 } },
    })
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [liaison] })
    await town.enrol(liaison, '张工', '区房管局', 'liaison')
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
    await until(() => town.feishu.connections.count === 1, 'the connection')
    town.clock.jumpTo(new Date('2026-11-23T09:30:40+08:00'))
  })
  afterAll(() => town.close())

  const card = () => until(() => town.feishu.sent(work).find((message) => wordsOf(message).includes('到期提醒')), 'the card')
  const answerTo = (messageId: string, words: string) =>
    until(
      () => town.feishu.sent(work).find((message) => message.parentId === messageId && wordsOf(message).includes(words)),
      `${words} to ${messageId}`,
    )
  const shows = (words: string) => until(async () => wordsOf(await card()).includes(words), `${words} on the card`)
  const lost = { lost: true, mention: false }
  let reply = ''
  let inThread = ''

  test('a late reply is recorded, a late question answered as late, a thread read on its own', async () => {
    const { messageId: root } = await card()
    reply = (await town.feishu.say(work, liaison, '任务5 60%', { ...lost, replyTo: root })).messageId
    const question = await town.feishu.say(work, liaison, '区水务局牵头哪些任务', { lost: true, mention: true })
    town.clock.jumpTo(new Date('2026-11-23T09:46:00+08:00'))
    town.feishu.connections.dropAll()
    await answerTo(reply, '60%')
    await shows('60%')
    expect(wordsOf(await answerTo(question.messageId, '迟复'))).toContain('3项')
  })

  test('words in a thread under the card count as well', async () => {
    const { messageId: root } = await card()
    inThread = (await town.feishu.say(work, liaison, '任务5 70%', { ...lost, inThread: root })).messageId
    town.feishu.connections.dropAll()
    await shows('70%')
    expect(
      (await until(() => town.feishu.sent(work).find((one) => one.threadId && one.parentId), 'an answer in the thread')).parentId,
    ).toBe(root)
  })

  test('words changed meanwhile correct what the first ones recorded', async () => {
    town.feishu.people.edit(reply, '任务5 65%')
    town.feishu.people.edit(inThread, '任务5 75%')
    town.feishu.connections.dropAll()
    await shows('75%')
  })

  test('words taken back meanwhile are taken back here', async () => {
    await town.feishu.people.recall(inThread, { lost: true })
    town.feishu.connections.dropAll()
    await until(async () => !wordsOf(await card()).includes('75%'), 'the card without 75%')
  })

  test('a connection refused for good is replaced by a new one, and what was said until then is read', async () => {
    const { messageId } = await town.feishu.say(work, liaison, '任务5', { lost: true, mention: true })
    town.feishu.connections.refusals.push(1000040350)
    town.feishu.connections.dropAll()
    await answerTo(messageId, '任务5')
    expect(town.feishu.connections.refusals).toEqual([])
  })

  test('a file in answer to the card is kept with it', async () => {
    town.feishu.extras.keep('file_1', { bytes: Buffer.from('%PDF-1.7 台账'), mediaType: 'application/pdf', name: '台账.pdf' })
    const as = { type: 'file', content: { file_key: 'file_1', file_name: '台账.pdf' } }
    const { messageId } = await town.feishu.say(work, liaison, '', { replyTo: (await card()).messageId, as })
    await until(() => town.feishu.sent(work).some((one) => wordsOf(one).includes('已收到附件1个')), 'the receipt')
    await until(
      async () => (await listAttachments(town.service.database.db, 'lark', messageId))[0]?.state === 'stored',
      'the file in its place',
    )
  })

  test('reading the same again says nothing again', async () => {
    const said = town.feishu.sent(work).length
    const listed = town.feishu.calls.list ?? 0
    town.feishu.connections.dropAll()
    await until(() => (town.feishu.calls.list ?? 0) > listed + 1, 'the history read once more')
    const asked = await town.feishu.say(work, liaison, '帮助', { mention: true })
    await answerTo(asked.messageId, '进度')
    expect(town.feishu.sent(work)).toHaveLength(said + 1)
    expect(town.feishu.doubles()).toBe(0)
  })
})
