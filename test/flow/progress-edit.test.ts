import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { li, parts, zhang } from '#test/support/cast.ts'
import { talkIn } from '#test/support/talk.ts'
import { type Town, until } from '#test/support/town.ts'
import { startWorkGroup, work } from '#test/support/work-group.ts'

/** Words taken back or changed after they were recorded: no event tells of a change, it is found when they are read again. */
describe('words changed afterwards', { timeout: 120_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startWorkGroup([parts.zhang, parts.li])
  }, 120_000)
  afterAll(() => town?.close())

  const { find, card, onCard, hear, now, press, sent } = talkIn(() => town, work)
  const at = (time: string) => town.clock.jumpTo(new Date(`2026-11-23T${time}+08:00`))
  const reply = async (text: string) => (await town.feishu.say(work, zhang, text, { replyTo: (await card()).messageId })).messageId
  const answers = (messageId: string, words: string) =>
    until(() => sent().some((message) => message.parentId === messageId && now(message.messageId).includes(words)), words)

  test('审核时重读：改过的话照新的记，原来的审核卡片注明', async () => {
    const said = await reply('任务5 已全部完成')
    const { messageId: review } = await find('办结审核 区房管局 任务5')
    at('10:30:00')
    await hear(li, '审核')
    at('11:30:00')
    town.feishu.people.edit(said, '任务5 已完成80%，还差两个小区')
    expect(await hear(li, '审核')).toContain('编号1 办结审核')
    await answers(said, '按修改后的内容：已记录：任务5（区房管局）推进中，80%。')
    await onCard('推进中 80%')
    await until(() => now(review).includes('张工于11月23日已撤回：消息已修改。'), 'the review card')
    expect(await hear(li, '审核')).toBe('没有待审核的事项。')
    expect(await hear(li, '审核 1 通过')).toContain('本次未处理')
  })

  test('改成记不了的话：一句话说明，原来的照旧', async () => {
    const said = await reply('任务5 已全部完成')
    const { messageId: review } = await find('编号2。由专班负责人审核')
    town.feishu.people.edit(said, '任务5完成90%，任务9卡住了')
    await hear(li, '审核')
    await answers(said, '请一条消息只报一项任务，本次未记录。')
    expect(now(review)).toContain('区房管局报任务5已完成，请审核。')
    await town.feishu.people.recall(said)
    await until(() => now(review).includes('张工于11月23日已撤回：消息已撤回。'), 'the review card')
    await onCard('推进中 80%')
  })

  test('改过的延期理由：旧申请撤回，新申请另行送审', async () => {
    const said = await reply('任务5 申请延到12月31日，因专家评审改期')
    const { messageId: before } = await find('延期申请 区房管局 任务5')
    town.feishu.people.edit(said, '任务5 申请延到12月20日，因专家评审改期')
    await hear(li, '审核')
    await answers(said, '任务5延至12月20日')
    await until(() => now(before).includes('已撤回：消息已修改'), 'the first request taken back')
    await onCard('申请延至12月20日，待审核')
    const pending = await until(
      () => sent().find(({ messageId }) => now(messageId).includes('延至12月20日。') && messageId !== before),
      'the second request',
    )
    expect(await press(pending.messageId, li, { verdict: 'return', reason: '请按期完成' })).toContain('已退回')
  })

  test('问过一次再确认的：撤回原话，确认的也撤回', async () => {
    const said = await reply('差不多完成了')
    const question = await find('请确认：任务5')
    expect(await press(question.messageId, zhang, { status: 'doing', percent: '90', remark: '差不多完成了' })).toContain('90%')
    await onCard('推进中 90%')
    await town.feishu.people.recall(said)
    await onCard('推进中 80%')
  })

  test('改过的计数照新的计', async () => {
    const { messageId } = await town.feishu.say(work, li, '点对点指导 +1 东里小区', { mention: true })
    await answers(messageId, '2026年累计1次')
    town.feishu.people.edit(messageId, '点对点指导 +3 东里小区')
    // A count waits for nobody: it is corrected when the group is read again.
    await hear(li, '审核')
    await answers(messageId, '按修改后的内容：已计数：点对点指导 +3（东里小区），2026年累计3次。')
    expect(town.feishu.doubles()).toBe(0)
  })
})
