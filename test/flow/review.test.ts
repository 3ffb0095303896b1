import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '#src/domain/context.ts'
import { seedAll } from '#src/domain/plans/seed.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { li, parts, wang, zhang } from '#test/support/cast.ts'
import { talkIn } from '#test/support/talk.ts'
import { type Town, until, wordsOf } from '#test/support/town.ts'
import { startWorkGroup, work } from '#test/support/work-group.ts'

/** One week of a task force: 张工 of 区房管局 reports, 李主任 leads, 王工 comes in on the way. */
describe('work in the group', { timeout: 120_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startWorkGroup([parts.zhang, parts.li], { database: 'Postgres', guests: [wang] })
  }, 120_000)
  afterAll(() => town?.close())

  const { sent, find, card: remindCard, onCard, say, hear, press } = talkIn(() => town, work)
  const reply = async (text: string) => hear(zhang, text, (await remindCard()).messageId)
  const decide = async (card: string, verdict: 'pass' | 'return', reason = '', as = li) =>
    press((await find(card)).messageId, as, { verdict, reason })
  const fill = async (values: Record<string, string>) =>
    press((await remindCard()).messageId, zhang, { task: '5/2026@11-30', status: 'doing', percent: '', remark: '', ...values })

  test('更多时间：回复卡片申请，专班一张卡片，一键通过，期限与原期限并列', async () => {
    expect(await reply('任务5 申请延到10月底，因专家评审改期')).toBe('任务5未申请延期：2026年10月31日已过，延期日期须在今天之后。')
    expect(await reply('任务5 申请延到2030年底，因专家评审改期')).toContain('超出方案期限')
    expect(await reply('任务5 申请延到12月底，因专家评审改期')).toContain('待专班负责人审核（编号1）：任务5延至12月31日。')
    await onCard('申请延至12月31日，待审核')
    expect(wordsOf(await find('延期申请 区房管局 任务5'))).toContain('因专家评审改期')
    expect(await reply('任务5 再申请延到12月底，因还没评完')).toBe('任务5已有一件延期申请待审核，请等待专班决定。')

    expect(await decide('延期申请 区房管局', 'pass', '', zhang)).toContain('需由专班负责人进行')
    expect(await hear(li, '通过')).toContain('本次未处理，请写明编号。共1件待审核。')
    for (const said of ['不通过1', '1不通过', '退回 1', '审核 退回1']) expect(await hear(li, said)).toBe('退回须写明理由，本次未处理。')
    expect(await hear(li, '审核 1 不通过')).toBe('退回须写明理由，本次未处理。')
    expect(await decide('延期申请 区房管局', 'return')).toBe('退回须写明理由，本次未处理。')
    expect(await decide('延期申请 区房管局', 'pass')).toBe('已通过：延期申请 任务5（编号1）。')
    await onCard('12月31日（原11月30日，已延期）截止，还有38天')
    await find('李主任于11月23日通过')
    expect(await hear(li, '审核 1 退回 反悔')).toContain('已由李主任于2026年11月23日通过，本次未处理')
    expect(sent().filter((message) => wordsOf(message).includes('延期申请 区房管局'))).toHaveLength(1)
  })

  test('完成：表单报完成，专班退回写理由，补充后通过，办结，重开', async () => {
    expect(await fill({ percent: '60', remark: '已评选6个' })).toBe('已记录：任务5（区房管局）推进中，60%。')
    await onCard('推进中 60%')
    expect(await fill({ percent: '40' })).toContain('任务5已报60%，本次40%更低，未记录')
    await onCard('推进中 60%')
    expect(await fill({ status: 'done', remark: '名单已报送' })).toBe('已记录：任务5（区房管局）已报完成，待专班审核（编号2）。')
    await onCard('已报完成，待审核')
    expect(await hear(zhang, '任务5 90%')).toBe('任务5已报完成，如需更正请先发送「撤回完成」。')
    expect(wordsOf(await find('办结审核 区房管局 任务5'))).toContain('名单已报送')
    expect(await decide('办结审核 区房管局', 'return', '缺公示材料')).toBe('已退回：办结审核 任务5（编号2）。')
    await onCard('推进中 60%（退回：缺公示材料）')

    expect(await hear(zhang, '完成 5 公示材料已补')).toContain('待专班审核（编号3）')
    expect(await hear(zhang, '审核')).toContain('需由专班负责人进行')
    expect(await hear(li, '审核')).toContain('编号3 办结审核：区房管局报任务5已完成')
    expect(await hear(li, '审核 3 通过')).toBe('已通过：办结审核 任务5（编号3）。')
    await find('办结审核（编号3）任务5：李主任于11月23日通过')
    await onCard('12月31日（原11月30日，已延期）截止；办结')
    expect(await hear(zhang, '任务5 90%')).toBe('任务5已办结，如需更正请联系专班负责人重开。')
    expect(await hear(zhang, '重开 5 再看看')).toContain('需由专班负责人进行')
    expect(await hear(li, '重开 5 区房管局')).toContain('重开须写明理由')
    expect(await hear(li, '重开 5 区房管局 抽查发现两处未落实')).toBe('已重开：任务5（区房管局），理由：抽查发现两处未落实。')
    await onCard('推进中 60%（重开：抽查发现两处未落实）')
  })

  test('自己的话：听懂的照记，拿不准的先问，问过一次只记一次', async () => {
    expect(await reply('任务5 完成了四分之三，还差两个小区')).toBe('已记录：任务5（区房管局）推进中，75%。')
    expect(await reply('卡在资金上')).toBe('已记录：任务5（区房管局）受阻，75%。')
    expect(await reply('收到')).toContain('有进展时直接回复卡片')
    expect(await reply('任务5完成80%，任务9卡住了')).toBe('请一条消息只报一项任务，本次未记录。')
    const question = await say(zhang, '差不多完成了', (await remindCard()).messageId)
    expect(wordsOf(question)).toContain('请确认：任务5，推进中 90%（没有写明完成了百分之多少）')
    await onCard('受阻 75%')
    const values = { status: 'doing', percent: '85', remark: '差不多完成了' }
    expect(await press(question.messageId, zhang, values)).toBe('已记录：任务5（区房管局）推进中，85%。')
    await until(
      () => wordsOf(sent().find(({ messageId }) => messageId === question.messageId)!).startsWith('已记录'),
      'the question answered',
    )
    await onCard('推进中 85%')
    const again = await say(zhang, '任务5 申请延到明年1月底')
    expect(wordsOf(again)).toContain('请补充延期原因')
    expect(await press(again.messageId, zhang, { until: '2027年1月31日', reason: '评审专家出差' })).toContain('待专班负责人审核（编号5）')
    expect(await hear(zhang, '撤销 5')).toBe('已撤回：延期申请 任务5（编号5）。')
    await until(async () => !wordsOf(await remindCard()).includes('待审核'), 'the card without the request')
  })

  test('不用延了：自己的申请不记编号也能撤回，群里说、回复卡片都行，别人的不动', async () => {
    expect(await hear(zhang, '不用延了')).toBe('您没有待审核的延期申请，无需撤回。')
    for (const said of ['不用延了', '撤回延期', '取消任务5的延期申请'] as const) {
      const [, id] = /编号(\d+)/.exec(await reply('任务5 申请延到明年1月底，因评审专家出差'))!
      await onCard('申请延至2027年1月31日，待审核')
      expect(await hear(li, said)).toContain('您没有待审核的')
      expect(await (said === '撤回延期' ? hear(zhang, said) : reply(said))).toBe(`已撤回：延期申请 任务5（编号${id}）。`)
      await until(async () => !wordsOf(await remindCard()).includes('待审核'), 'the card without the request')
    }
    for (const of of ['编号', '任务'] as const) {
      const [, id] = /编号(\d+)/.exec(await reply('任务5 申请延到明年1月底，因评审专家出差'))!
      expect(await hear(zhang, `撤回延期 ${of === '编号' ? id : '任务5'}`)).toBe(`已撤回：延期申请 任务5（编号${id}）。`)
    }
    expect(await hear(zhang, '撤回')).toContain('未作改动：您没有待审核的申请。')
    expect(await hear(zhang, '延期申请撤回')).toBe('您没有待审核的延期申请，无需撤回。')
  })

  test('撤回的消息：所报与所请一并撤回', async () => {
    const card = await remindCard()
    const { messageId } = await town.feishu.say(work, zhang, '任务5 已全部完成', { replyTo: card.messageId })
    await onCard('已报完成，待审核')
    await town.feishu.people.recall(messageId)
    await onCard('推进中 85%')
    await find('撤回：消息已撤回')
  })

  test('登记：王工自报单位，李主任确认，随后可以填报；委托到期自止', async () => {
    expect(await hear(wang, '任务57 30%')).toContain('请发送「我是某单位的」登记')
    expect(await hear(wang, '我是区水务局的王工')).toContain('：加入区水务局名册')
    expect(await hear(wang, '我是区水务局的王工')).toContain('正在等待专班负责人确认')
    expect(await decide('加入名册申请 区水务局', 'pass')).toContain('已通过：加入名册申请')
    expect(await hear(wang, '任务57 30% 已排查一半管网')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，30%。')
    expect(await hear(wang, '任务5 30%')).toBe('任务5不由您所在单位牵头，本次未记录。')

    expect(await hear(zhang, '委托 王工 至 11月20日')).toContain('已过')
    expect(await hear(zhang, '委托 赵工 至 12月31日')).toContain('名册中没有「赵工」')
    expect(await hear(zhang, '委托 王工 至 11月24日')).toBe('已登记：王工代区房管局填报，至11月24日止。')
    expect(await hear(wang, '任务5 86% 代报')).toBe('已记录：任务5（区房管局）推进中，86%。')
  })

  test('声明、更正、裁定：谁、何时、为何与原文并列，可撤销，重新导入不丢', async () => {
    expect(await hear(zhang, '声明 任务33 已印发 2026-01-15')).toContain('需由专班负责人进行')
    expect(await hear(li, '声明 任务5 已印发 2026-01-15')).toBe('任务5不等待任何条件，无需声明。')
    expect(await hear(li, '声明 任务33 将印发 2026-12-15')).toContain('还没有到')
    const declared = await hear(li, '声明 任务33 已印发 2026-01-15 京建发〔2026〕1号')
    expect(declared).not.toContain('到期')
    expect(declared).toMatch(/已于1月15日具备（已印发 京建发〔2026〕1号；李主任，11月23日/)
    expect(await hear(li, '声明 任务33 已印发 2026-01-15')).toContain('任务33已声明')
    expect(await hear(li, '更正 任务30 无所谓 理由：试试')).toContain('没有读出「无所谓」里的时限')
    expect(await hear(li, '更正 任务30 2026年12月20日前')).toContain('更正须写明理由')
    const corrected = await hear(li, '更正 任务30 2026年12月20日前 理由：专班会议纪要第3号')
    expect(corrected).toContain('12月20日到期')
    expect(corrected).toContain('持续落实')
    expect(await hear(li, '更正 任务5 12月20日前 理由：试试')).toContain('任务5的时限是「每年11月底前」，每次都有')
    expect(await hear(li, '更正 任务5 每年12月20日前 理由：专班会议纪要第4号')).toContain('12月20日到期')
    expect(await hear(zhang, '任务 5')).toMatch(/86%/)
    expect(await hear(li, '裁定 任务43 以任务描述为准，工作要求系误列')).toContain('裁定：以任务描述为准')
    await town.write((tx) =>
      seedAll(
        createContext({ ...town.service.settings, tx, actor: { type: 'operator' }, now: town.clock.now(), cause: 'again' }),
        loadSeedDocuments(),
      ),
    )
    expect(await hear(zhang, '任务 30')).toContain('更正为「2026年12月20日前」')
    expect(await hear(zhang, '任务 43')).toContain('以任务描述为准，工作要求系误列')
    expect(await hear(zhang, '政策 第43项任务要求是什么')).toContain('以任务描述为准，工作要求系误列')
    const id = /编号(\d+)/.exec(corrected)![1]
    expect(await hear(zhang, `撤销 ${id} 不对`)).toContain('需由专班负责人进行')
    expect(await hear(li, `撤销 ${id} 纪要有误`)).toContain('已撤回：时限更正 任务30')
    expect(await hear(zhang, '任务 30')).not.toContain('12月20日')
  })

  test('次日之后委托失效；没有重复的消息', async () => {
    town.clock.jumpTo(new Date('2026-11-25T08:30:00+08:00'))
    expect(await hear(wang, '任务5 88% 代报')).toBe('任务5不由您所在单位牵头，本次未记录。')
    expect(town.feishu.doubles()).toBe(0)
  })
})
