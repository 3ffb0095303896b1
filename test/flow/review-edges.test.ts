import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandHearing } from '#commands/index.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { findPlan } from '#storage/repositories/work.ts'
import { li, parts, qian, sun, wang, zhang } from '#test/support/cast.ts'
import { talkIn } from '#test/support/talk.ts'
import { type Town, wordsOf } from '#test/support/town.ts'
import { startWorkGroup, work } from '#test/support/work-group.ts'

/** What goes wrong in a group: each has its one clear line, and nothing half done. */
describe('work in the group, the edges', { timeout: 120_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startWorkGroup([parts.zhang, parts.sun, parts.qian, [qian, '钱工', '区委社会工作部', 'liaison']], { guests: [li] })
  }, 120_000)
  afterAll(() => town?.close())

  const { find, card: remindCard, onCard, say, hear, press } = talkIn(() => town, work)
  const dueOf = async (no: number, unit: string) => {
    const { db } = town.service.database
    const plan = (await findPlan(db, 'haidian-2025'))!
    const on = shanghaiDateOf(town.clock.now())
    return (await listDue(db, plan, { on, calendar: town.service.settings.calendar, unit, taskNo: no }))[0]!
  }

  test('没有登记专班负责人时，完成照报并写明未审核，延期不受理', async () => {
    expect(await hear(zhang, '延期 5 12月31日 还在公示')).toBe('本专班还没有登记负责人，暂不能受理延期，请联系运维人员登记。')
    expect(await hear(zhang, '完成 13 已印发')).toBe('已记录：任务13（区房管局，2025年5月31日到期）已完成，100%。')
    await onCard('已报完成（专班未登记负责人，暂不审核）')
    await town.enrol(...parts.li)
    expect(await hear(li, '审核')).toContain('编号1 办结审核：区房管局报任务13已完成')
    expect(await hear(li, '审核 1 通过')).toContain('已通过')
    expect((await dueOf(13, '区房管局')).phase).toBe('closed')
  })

  test('两人同填一张卡片：先到的记，后到的请看更新后的卡片', async () => {
    const { messageId } = await remindCard()
    const values = { task: '5/2026@11-30', status: 'doing', remark: '' }
    const toasts = await Promise.all([
      press(messageId, zhang, { ...values, percent: '50' }),
      press(messageId, sun, { ...values, percent: '55' }),
    ])
    expect(toasts.filter((toast) => toast?.startsWith('已记录'))).toHaveLength(1)
    expect(toasts.filter((toast) => toast?.includes('卡片内容已更新，本次未记录'))).toHaveLength(1)
  })

  test('一人两单位：两家都牵头的任务先问是哪家', async () => {
    const question = await say(qian, '任务5 70%')
    expect(wordsOf(question)).toContain('请选择是哪一项')
    expect(question.content).toContain('（区委社会工作部）')
    const values = { task: '5/2026@11-30|区委社会工作部', status: 'doing', percent: '70', remark: '' }
    expect(await press(question.messageId, qian, values)).toBe('已记录：任务5（区委社会工作部）推进中，70%。')
  })

  test('连按两次：第二次只告知已决定', async () => {
    expect(await hear(zhang, '延期 5 12月31日 专家评审改期')).toContain('已提交')
    const { messageId } = await find('延期申请 区房管局 任务5')
    const toasts = await Promise.all([
      press(messageId, li, { verdict: 'pass', reason: '' }),
      press(messageId, li, { verdict: 'return', reason: '太晚' }),
    ])
    expect(toasts.filter((toast) => toast?.startsWith('已通过') || toast?.startsWith('已退回'))).toHaveLength(1)
    expect(toasts.filter((toast) => toast?.includes('本次未处理'))).toHaveLength(1)
  })

  test('待审核期间颜色不变，退回后照原期限变红', async () => {
    expect(await hear(qian, '延期 5 12月20日 名单待核')).toContain('请选择是哪一项')
    const { messageId } = await find('请选择是哪一项')
    const values = { task: '5/2026@11-30|区委社会工作部', until: '12月20日', reason: '名单待核' }
    expect(await press(messageId, qian, values)).toContain('已提交')
    const before = await dueOf(5, '区委社会工作部')
    town.clock.jumpTo(new Date('2026-12-02T08:30:00+08:00'))
    const frozen = await dueOf(5, '区委社会工作部')
    expect([frozen.state, frozen.colour, frozen.daysLeft]).toEqual([before.state, before.colour, -2])
    expect(await press((await find('延期申请 区委社会工作部 任务5')).messageId, li, { verdict: 'return', reason: '请按期完成' })).toContain(
      '已退回',
    )
    expect(await dueOf(5, '区委社会工作部')).toMatchObject({ state: 'overdue', colour: 'red' })
  })

  test('更正晚于延期的，以更正为准', async () => {
    expect((await dueOf(5, '区房管局')).occurrence.due).toBe('2026-12-31')
    const words = await hear(li, '更正 任务5 每年12月20日前 理由：专班会议纪要第6号')
    expect((await dueOf(5, '区房管局')).occurrence.due).toBe('2026-12-20')
    expect(await hear(li, `撤销 ${/编号(\d+)/.exec(words)![1]} 纪要有误`)).toContain('已撤回')
    expect((await dueOf(5, '区房管局')).occurrence.due).toBe('2026-12-31')
  })

  test('单位自己的群里报完成，审核卡片在专班群', async () => {
    const own = 'oc_55555555555555555555555555555555'
    town.feishu.createChat(own, { name: '区水务局', members: [wang] })
    await town.enrol(...parts.wang)
    await town.bind({ channel: 'lark', chatId: own, kind: 'work', unit: '区水务局' })
    await town.feishu.say(own, wang, '任务57 已全部完成', { mention: true })
    await find('办结审核 区水务局 任务57')
    expect(town.feishu.sent(own).filter((message) => wordsOf(message).includes('办结审核'))).toHaveLength(0)
  })

  test.each([
    ['已完成的任务', false],
    ['任务33 启动条件', false],
    ['任务5什么时候到期', false],
    ['任务5 80%', true],
    ['任务33 正在招标', true],
    ['已完成80%，还差两个小区', true],
    ['申请延到12月底', true],
    ['海淀组建率达到90%', false],
    ['完成时限怎么写的', false],
    ['任务57 还没做完，刚才说错了', true],
    ['任务20 晚点报', true],
    ['这周交物业费晚两天可以吗', false],
    ['电费填错了两户怎么办', false],
  ])('直接对机器人说「%s」：是上报吗 %s', (text, is) => expect(commandHearing(text, 'staff')?.about.name === '进度').toBe(is))

  test('印发之日起30日内：更正为相对时限，声明之后才有日期，撤销声明又回到等待', async () => {
    expect(await hear(li, '更正 任务6 区级指引印发之日起30日内 理由：专班会议纪要第5号')).toContain('等待条件')
    expect(await dueOf(6, '各街镇')).toMatchObject({ state: 'waiting' })
    const words = await hear(li, '声明 任务6 区级指引已印发 2026年12月1日')
    expect(words).toContain('12月31日到期')
    expect(await dueOf(6, '各街镇')).toMatchObject({ state: 'open', daysLeft: 29 })
    expect(await hear(li, `撤销 ${/编号(\d+)/.exec(words)![1]} 日期有误`)).toContain('已撤回：触发声明 任务6')
    expect(await dueOf(6, '各街镇')).toMatchObject({ state: 'waiting' })
  })
})
