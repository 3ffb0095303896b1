import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChat } from '#storage/repositories/people.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const topics = 'oc_11111111111111111111111111111111'
const alone = 'oc_22222222222222222222222222222222'
const liaison = 'ou_22222222222222222222222222222222'

/** A gap in the two places a group's own listing does not show: what people write to the bot alone, and the topics of a topic group. */
describe.each(['PGlite', 'Postgres'] as const)('while nobody listened, on %s', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await startTown(database, '2026-11-23T09:29:58+08:00', {
      env: { LARK_MODE: 'ws' },
      feishu: { clientConfig: { ReconnectInterval: 0.05, ReconnectNonce: 0 } },
    })
    town.feishu.createChat(topics, { name: '海淀区物业专班（话题群）', topics: true, members: [liaison] })
    town.feishu.createChat(alone, { type: 'p2p', members: [liaison] })
    await town.enrol(liaison, '张工', '区房管局', 'liaison')
    await town.bind({ channel: 'lark', chatId: topics, kind: 'work' })
    await until(() => town.feishu.connections.count === 1, 'the connection')
    town.clock.jumpTo(new Date('2026-11-23T09:30:40+08:00'))
  })
  afterAll(() => town.close())

  const answerTo = (chatId: string, messageId: string) =>
    until(
      () =>
        town.feishu
          .sent(chatId)
          .find((message) => message.parentId === messageId || (message.threadId && message.threadId === threadOf(messageId))),
      `an answer to ${messageId}`,
    )
  const threadOf = (messageId: string) => town.feishu.messages().find((one) => one.messageId === messageId)?.threadId
  const gap = () => town.feishu.connections.dropAll()

  test('somebody who has written to the bot alone is read again; old questions are answered as late', async () => {
    const first = await town.feishu.say(alone, liaison, '我的日报')
    await answerTo(alone, first.messageId)
    const { messageId } = await town.feishu.say(alone, liaison, '区水务局牵头哪些任务', { lost: true })
    town.clock.jumpTo(new Date('2026-11-23T09:46:00+08:00'))
    gap()
    const words = wordsOf(await until(() => town.feishu.sent(alone).find((one) => one.parentId === messageId), 'the late answer'))
    expect(words).toContain('迟复')
    expect(words).toContain('3项')
  })

  test('an answer in the topic of the reminder card is recorded, and told in that topic', async () => {
    const card = await until(() => town.feishu.sent(topics).find((message) => wordsOf(message).includes('到期提醒')), 'the card')
    expect(card.threadId).toBeDefined()
    await town.feishu.say(topics, liaison, '任务5 60%', { lost: true, replyTo: card.messageId })
    gap()
    await until(async () => wordsOf(card).includes('60%'), '60% on the card')
    const told = await until(() => town.feishu.sent(topics).find((one) => one.threadId === card.threadId && one.parentId), 'the receipt')
    expect(wordsOf(told)).toContain('60%')
  })

  test('a question in an old topic of somebody’s is answered there, as late', async () => {
    const topic = await town.feishu.say(topics, liaison, '大家讨论一下本周安排')
    // Once this has been read, no listing of the group itself shows the topic again.
    const later = new Date('2026-11-23T10:00:00+08:00')
    town.clock.jumpTo(later)
    gap()
    await until(async () => ((await findChat(town.service.database.db, 'lark', topics))?.readUpTo ?? 0) >= later, 'the mark moved on')
    const { messageId } = await town.feishu.say(topics, liaison, '区水务局牵头哪些任务', {
      lost: true,
      mention: true,
      replyTo: topic.messageId,
    })
    town.clock.jumpTo(new Date('2026-11-23T10:30:00+08:00'))
    gap()
    const answer = await until(
      () => town.feishu.sent(topics).find((one) => one.threadId === threadOf(messageId) && wordsOf(one).includes('迟复')),
      'the late answer in its topic',
    )
    expect(answer.threadId).toBe(threadOf(topic.messageId))
  })

  test('a topic begun and answered in the gap is read whole', async () => {
    const topic = await town.feishu.say(topics, liaison, '新话题', { lost: true })
    const { messageId } = await town.feishu.say(topics, liaison, '帮助', { lost: true, mention: true, replyTo: topic.messageId })
    gap()
    await until(() => town.feishu.sent(topics).find((one) => one.threadId === threadOf(messageId)), 'the help in the new topic')
    expect(town.feishu.doubles()).toBe(0)
  })
})
