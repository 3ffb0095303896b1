import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { li, parts, sun, wang, zhang } from '#test/support/cast.ts'
import { talkIn } from '#test/support/talk.ts'
import { type Town, until, wordsOf } from '#test/support/town.ts'
import { startWorkGroup, work } from '#test/support/work-group.ts'

/** What people do twice, at once, or halfway: one line that is true, and one record. */
describe('a report in the group', { timeout: 120_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startWorkGroup([parts.zhang, parts.sun, parts.wang, parts.li])
  }, 120_000)
  afterAll(() => town?.close())

  const { find, card, onCard, say, hear, press, now, sent } = talkIn(() => town, work)
  const reply = async (as: string, text: string) => hear(as, text, (await card()).messageId)
  const filled = { task: '5/2026@11-30', status: 'doing', percent: '50', remark: '已评选5个' }

  test('一人连按两次：第二次告知已记录，只记一条；他人再按旧卡片，请看更新后的', async () => {
    const { messageId } = await card()
    const pressed = await Promise.all([press(messageId, zhang, filled), press(messageId, zhang, filled)])
    expect(pressed.toSorted()).toEqual(['已记录，无需重复提交。', '已记录：任务5（区房管局）推进中，50%。'].toSorted())
    const before = { ...(await card()) }
    await onCard('推进中 50%')
    const other = await Promise.all([
      press(before.messageId, sun, { ...filled, percent: '55' }),
      press(before.messageId, zhang, { ...filled, percent: '60' }),
    ])
    expect(other.filter((toast) => toast?.startsWith('已记录：'))).toHaveLength(1)
    expect(other.filter((toast) => toast === '卡片内容已更新，本次未记录，请在更新后的卡片上重新填报。')).toHaveLength(1)
  })

  test('半句话：读得出的请核对，不是进展的说明白，都不代为记录', async () => {
    const { messageId } = await card()
    expect(wordsOf(await say(zhang, '60了', messageId))).toContain('推进中 60%（「60了」是完成百分比吗）')
    expect(wordsOf(await say(zhang, '任务5 下周一再说', messageId))).toContain('任务5：没有读出完成情况，请填写。')
    expect(await reply(zhang, '这个不归我们管')).toContain('未作进展记录')
    expect(await reply(zhang, '报错了')).toContain('未作改动')
    expect(await hear(li, '任务5')).not.toContain('推进中 60%')
  })

  test('「延期」写成问话：不代为申请，先请核对，一键提交', async () => {
    expect(await reply(zhang, '延期怎么申请')).toContain('像是提问')
    const asked = await say(zhang, '任务5 能不能延期到12月31日？因专家评审改期', (await card()).messageId)
    expect(wordsOf(asked)).toContain('任务5申请延期，请核对后提交。')
    expect(wordsOf(asked)).toContain('延期尚未提交')
    expect(await hear(li, '审核')).toBe('没有待审核的事项。')
    const form = { until: '12月31日', reason: '专家评审改期' }
    const pressed = await Promise.all([press(asked.messageId, zhang, form), press(asked.messageId, zhang, form)])
    expect(pressed.filter((toast) => toast?.startsWith('已提交'))).toHaveLength(1)
    expect(pressed.filter((toast) => toast === '此条已确认过，无需重复提交。')).toHaveLength(1)
    await onCard('申请延至12月31日，待审核')
  })

  test('延期待审核时报完成：旧卡片与新卡片说法一致，各在原处', async () => {
    const extension = await find('延期申请 区房管局 任务5')
    expect(await reply(sun, '任务5 已全部完成')).toContain('已报完成，待专班审核')
    const completion = await find('办结审核 区房管局 任务5')
    await until(() => now(extension.messageId).includes('延期申请因已报完成自动撤回。'), 'the extension taken back')
    expect(now(extension.messageId)).not.toMatch(/专班未登记负责人|待审核|目前进展/)
    expect(now(completion.messageId)).toContain('区房管局报任务5已完成，请审核。')
    expect(sent().filter((message) => wordsOf(message).includes('延期申请 区房管局'))).toHaveLength(1)
    expect(await hear(li, '审核 1 通过')).toBe('此件已于2026年11月23日撤回：延期申请因已报完成自动撤回。')
  })

  test('专班连按两次「通过」：两次都说已通过，只办一次', async () => {
    const { messageId } = await find('办结审核 区房管局 任务5')
    const pass = () => press(messageId, li, { verdict: 'pass', reason: '' })
    expect(await Promise.all([pass(), pass()])).toEqual(['已通过：办结审核 任务5（编号2）。', '已通过：办结审核 任务5（编号2）。'])
    await onCard('办结')
    expect(await reply(zhang, '任务5 申请延到12月31日，因评审改期')).toBe('任务5已办结，无需延期。')
  })

  test('没有写明日期的延期：不把别的词当日期，请补充', async () => {
    expect(await hear(li, '重开 5 区房管局 抽查发现未落实')).toContain('已重开')
    const asked = await say(zhang, '延期 5 专家评审改期')
    expect(wordsOf(asked)).toContain('任务5申请延期，请补充延到哪一天。')
    expect(asked.content).toContain('专家评审改期')
    expect(await press(asked.messageId, zhang, { until: '尽快', reason: '专家评审改期' })).toContain('没有读出要延到哪一天')
    expect(await press(asked.messageId, zhang, { until: '12月31日', reason: '专家评审改期' })).toContain('已提交，待专班负责人审核')
    expect(wordsOf(await say(zhang, '任务5 申请延期', (await card()).messageId))).toContain('已有一件延期申请待审核')
  })

  test('待补录的任务不办延期：一句话说明原因', async () => {
    const words = '任务4在纳入督办前已到期，属待补录，不办延期；请直接补报结果，如「任务4 已完成」。'
    expect(await hear(zhang, '延期 4 12月31日 还在公示')).toBe(words)
    expect(await reply(zhang, '任务4 60%，申请延到12月底，因还在公示')).toBe(words)
    expect(wordsOf(await card())).not.toContain('推进中 60%')
    expect(await hear(zhang, '任务4 已完成')).toContain('已报完成，待专班审核')
  })

  test('引用卡片说的，算对这张卡片说的', async () => {
    expect(await reply(zhang, '任务5 75% 已评选7个')).toBe('已记录：任务5（区房管局）推进中，75%。')
    await onCard('推进中 75%')
  })

  test.each([
    ['别的单位按卡片', async () => press((await card()).messageId, wang, filled), '此卡片由区房管局填报，您所在单位不承办，本次未记录。'],
    ['别的单位回复卡片', () => reply(wang, '任务5 90%'), '此卡片由区房管局填报，您所在单位不承办，本次未记录。'],
    ['别的单位直接说', () => hear(wang, '任务5 90%'), '任务5不由您所在单位牵头，本次未记录。'],
    ['百分比变小', () => reply(zhang, '任务5 10%'), '任务5已报75%，本次10%更低，未记录；下调请在说明中写「更正」和原因。'],
    ['百分比超过100', () => reply(zhang, '任务5完成130%'), '完成百分比请填0到100之间的整数，本次未记录。'],
    ['已报完成又填报', () => hear(zhang, '任务4 90%'), '任务4已报完成，如需更正请先发送「撤回完成」。'],
    ['没有这项任务', () => hear(zhang, '任务99 90%'), '没有编号为99的任务，请核对后再报。'],
  ])('%s：一句话说明，不记录', async (_, attempt, words) => {
    expect(await attempt()).toBe(words)
    expect(wordsOf(await card())).toContain('推进中 75%')
  })

  test('已办结的任务再填报、日期已过的延期：一句话说明，不记录', async () => {
    expect(await hear(li, '审核')).toMatch(/编号\d+ 延期申请[\s\S]*编号\d+ 办结审核/)
    const id = /编号(\d+) 延期申请/.exec(await hear(li, '审核'))![1]
    expect(await hear(zhang, `撤销 ${id}`)).toContain('已撤回：延期申请 任务5')
    expect(await hear(zhang, '延期 5 11月1日 评审改期')).toBe('任务5未申请延期：2026年11月1日已过，延期日期须在今天之后。')
    const done = await find('办结审核 区房管局 任务4')
    expect(await press(done.messageId, li, { verdict: 'pass', reason: '' })).toContain('已通过')
    expect(await hear(zhang, '任务4 90%')).toBe('任务4已办结，如需更正请联系专班负责人重开。')
    expect(await hear(zhang, '完成 4 再报一次')).toBe('任务4已办结，如需更正请联系专班负责人重开。')
  })

  test('在卡片的话题里说的也算；没有重复的消息', async () => {
    await town.feishu.say(work, zhang, '任务5 85% 已评选8个', { inThread: (await card()).messageId })
    await onCard('推进中 85%')
    expect(town.feishu.doubles()).toBe(0)
  })
})
