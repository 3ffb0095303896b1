import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNewestAudit, tokenOf } from '#storage/repositories/audit.ts'
import { enqueueOutbound, findOutbound } from '#storage/repositories/outbound.ts'
import { findByTag } from '#test/fakes/feishu/forms.ts'
import { talkIn } from '#test/support/talk.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

/** Two messages the platform refused for good, settled from the form of the lead's card. */

const group = 'oc_11111111111111111111111111111111'
const lead = 'ou_11111111111111111111111111111111'
const liaison = 'ou_22222222222222222222222222222222'

let town: Town
const { press, say, sent } = talkIn(() => town, group)
beforeAll(async () => {
  town = await startTown('PGlite', '2026-11-21T10:00:00+08:00')
  await town.feishu.addBotToChat(group, { name: '海淀区物业专班', operatorId: lead })
  await until(() => sent()[0], 'the welcome')
  await town.enrol(lead, '李主任', '区物业管理工作专班', 'lead')
  await town.enrol(liaison, '张工', '区房管局', 'liaison')
  await town.bind({ channel: 'lark', chatId: group, kind: 'work' })
  town.feishu.fault({ on: 'create', kind: 'long', times: 2 })
  for (const summary of ['请于今日填报。', '明日停办一天。']) {
    await town.write((tx) =>
      enqueueOutbound(tx, { key: summary, channel: 'lark', chatId: group, post: { summary }, cause: 'test', createdAt: town.clock.now() }),
    )
    await until(async () => (await stateOf(summary)) === 'parked', `${summary} refused`)
  }
})
afterAll(() => town.close())

const stateOf = async (key: string) => (await findOutbound(town.service.database.db, key))?.state
const trail = async () => {
  const { db } = town.service.database
  const [leads, rows] = [await tokenOf(db, 'lark', lead), await listNewestAudit(db, 20)]
  return rows.filter(({ action }) => action.startsWith('message.')).map(({ actor, action, subject }) => [actor === leads, action, subject])
}

/** The lead's card as a group sees it, and the choice in its form that names these words. */
let card: Awaited<ReturnType<typeof say>>
const choice = (words: string): string => {
  const [select] = findByTag(JSON.parse(card.content), 'select_static') as { options: { value: string; text: { content: string } }[] }[]
  return select!.options.find(({ text }) => text.content.includes(words))!.value
}

test('the lead asks, and gets what stopped with one form', async () => {
  card = await say(lead, '积压')
  expect(wordsOf(card)).toContain('本区2条消息停下来等人处理。')
  expect(wordsOf(card)).toContain('「请于今日填报。」，未能发出（230025')
})

test('somebody else of the group presses: whom to ask, and nothing changes', async () => {
  expect(await press(card.messageId, liaison, { code: choice('请于今日填报'), step: '重发' })).toBe(
    '此操作需由专班负责人进行，请联系专班负责人。',
  )
  expect(await stateOf('请于今日填报。')).toBe('parked')
  expect(await trail()).toEqual([])
})

test('the lead sends one again: it arrives, and the trail says who wanted it', async () => {
  expect(await press(card.messageId, lead, { code: choice('请于今日填报'), step: '重发' })).toBe(
    '已重新排队：海淀区物业专班「请于今日填报。」。',
  )
  await until(() => sent().some((message) => wordsOf(message) === '请于今日填报。'), 'the message')
  expect(await trail()).toEqual([[true, 'message.requeue', 'message:请于今日填报。']])
})

test('the lead gives the other one up: it never arrives', async () => {
  expect(await press(card.messageId, lead, { code: choice('明日停办一天'), step: '放弃' })).toBe(
    '已放弃：海淀区物业专班「明日停办一天。」。',
  )
  expect(await stateOf('明日停办一天。')).toBe('dropped')
  expect((await trail())[0]).toEqual([true, 'message.drop', 'message:明日停办一天。'])
})

test('pressed once more, each says that it is settled; nothing is sent or written twice', async () => {
  for (const [words, step] of [
    ['请于今日填报', '重发'],
    ['明日停办一天', '重发'],
    ['明日停办一天', '放弃'],
  ] as const) {
    expect(await press(card.messageId, lead, { code: choice(words), step })).toBe(
      `编号「${choice(words)}」已有人处理，或不在本区积压消息之列，没有改动。`,
    )
  }
  expect(wordsOf(await say(lead, '积压'))).toContain('没有积压的消息。')
  expect(sent().filter((message) => wordsOf(message) === '请于今日填报。')).toHaveLength(1)
  expect(sent().filter((message) => wordsOf(message) === '明日停办一天。')).toEqual([])
  expect(await trail()).toHaveLength(2)
})
