import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { li, parts, sun, wang, zhang } from '#test/support/cast.ts'
import { talkIn } from '#test/support/talk.ts'
import { type Town, until, wordsOf } from '#test/support/town.ts'
import { startWorkGroup, work } from '#test/support/work-group.ts'

/** What was reported in error is taken back by whoever reported it, in their own words. */
describe('a completion taken back', { timeout: 120_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startWorkGroup([parts.zhang, parts.sun, parts.wang, parts.li])
  }, 120_000)
  afterAll(() => town?.close())

  const { card, find, hear, onCard, say } = talkIn(() => town, work)
  const reply = async (as: string, text: string) => hear(as, text, (await card()).messageId)
  const idIn = (words: string) => /编号(\d+)/.exec(words)![1]!
  const nothingLeft = '未作改动：您没有待审核的任务5的申请。进展报错的，请发送「进度 5 更正 百分比 原因」；已办结的，请联系专班负责人重开。'

  test('其实没做完：撤回的是所报完成的那一项时限，不记到另一项；专班无从通过', async () => {
    for (const said of ['任务57 还没做完，刚才说错了', '任务57 其实没完成', '任务57 还没做完', '进度 57 点错了', '57 报错了，才刚开工']) {
      const reported = await hear(wang, '任务57 做完了')
      expect(reported).toMatch(/^已记录：任务57（区水务局，2027年12月31日到期）已报完成，待专班审核（编号\d+）。$/)
      const id = idIn(reported)
      expect(await hear(wang, said)).toBe(`已撤回：任务57（区水务局，2027年12月31日到期）所报完成（编号${id}），不再审核。`)
      expect(await hear(li, `审核 ${id} 通过`)).toContain('撤回')
      expect(await hear(wang, '任务 57')).not.toMatch(/已报完成|推进中/)
    }
    expect(await hear(wang, '任务57 30% 已排查')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，30%。')
  })

  test('没做完并写明进度的：撤回完成，按所写进度记在同一项', async () => {
    const id = idIn(await hear(wang, '任务57 已完成'))
    expect(await hear(wang, '任务57 还没完成，只做了60%')).toBe(
      `已撤回：任务57（区水务局，2027年12月31日到期）所报完成（编号${id}），不再审核。已记录：任务57（区水务局，2027年12月31日到期）推进中，60%。`,
    )
  })

  test.each([
    ['任务5报错了，还没评完', zhang],
    ['撤销 编号 报错了', zhang],
    ['撤回 任务5 报错了', sun],
    ['搞错了，撤回刚才那条', zhang],
  ])('%s：本人或同单位的人撤回所报完成，卡片恢复原状', async (said, as) => {
    const id = idIn(await reply(zhang, '任务5 已全部完成'))
    await onCard('已报完成，待审核')
    expect(await hear(wang, `撤销 ${id} 报错了`)).toContain('需由专班负责人进行')
    expect(await hear(as, said.replace('编号', id))).toBe(`已撤回：任务5（区房管局，11月30日到期）所报完成（编号${id}），不再审核。`)
    await until(async () => !wordsOf(await card()).includes('待审核'), 'the card as before')
    await find(`办结审核（编号${id}）任务5`)
  })

  test('没有可撤回的：说明怎样更正，不指向本人不能用的指令；照此更正即可', async () => {
    for (const said of ['任务5报错了', '任务5 撤回完成', '进度 5 报错了']) expect(await hear(zhang, said)).toBe(nothingLeft)
    expect(await reply(zhang, '任务5 60% 已评选6个')).toContain('推进中，60%')
    expect(await hear(zhang, '刚才填错了')).toContain('未作改动：您最近报的是任务5的进展。进展报错的，请发送「进度 5 更正 百分比 原因」')
    expect(await hear(zhang, '进度 5 更正 40% 上次多报')).toBe('已记录：任务5（区房管局）推进中，40%。')
    const id = idIn(await reply(zhang, '任务5 已全部完成'))
    expect(await hear(li, `撤销 ${id} 报错了`)).toBe(`编号${id}是办结审核，请用「审核 ${id} 退回 理由」。`)
    expect(await hear(li, `审核 ${id} 通过`)).toContain('已通过')
    expect(await hear(zhang, `撤销 ${id} 报错了`)).toBe(`编号${id}已审核通过，不能撤回；如需更正请联系专班负责人重开。`)
    expect(await hear(li, '重开 5 区房管局 报错了')).toContain('已重开')
    expect(await hear(zhang, '帮助')).toMatch(/进度 5 更正 40% 原因.*撤回完成、撤回延期/s)
  })

  test('更正百分比不改状态：受阻的仍是受阻', async () => {
    expect(await reply(zhang, '任务5 70%，卡在资金上')).toContain('受阻，70%')
    expect(await reply(zhang, '任务5写错了，更正为55%，重复统计')).toBe('已记录：任务5（区房管局）受阻，55%。')
    expect(await reply(zhang, '任务5 更正为50%，困难已解决')).toBe('已记录：任务5（区房管局）推进中，50%。')
  })

  test('拖延的话：不记成进展，问清到哪天，原因照填', async () => {
    const asks = async (said: string, replyTo?: string) => (await say(zhang, said, replyTo)).content
    const formOf = async (said: string) => {
      const content = await asks(said)
      expect(content, said).toContain('延期尚未提交')
      return content
    }
    expect(await formOf('任务23 要拖几天，因为施工队没到')).toMatch(/请补充延到哪一天(?!和).*因为施工队没到/s)
    expect(await formOf('任务20 晚点报')).toContain('请补充延到哪一天和延期原因')
    expect(await formOf('任务9 这周完不成，下周报')).toMatch(/请补充延到哪一天。.*这周完不成/s)
    expect(await formOf('任务11 要拖两天，专家出差了')).toMatch(/请核对后提交.*2027年1月2日.*专家出差了/s)
    expect(await formOf('任务23 下周三再报，评审没开')).toMatch(/请核对后提交.*12月2日.*评审没开/s)
    expect(await asks('下周报', (await card()).messageId)).toContain('请补充延到哪一天')
    expect(await hear(zhang, '下周报')).toContain('请选择是哪一项')
    expect(await hear(zhang, '任务23 延一周，材料没收齐')).toMatch(
      /已提交，待专班负责人审核（编号\d+）：任务23（区房管局，11月30日到期）延至12月7日。/,
    )
    expect(await hear(zhang, '撤回延期')).toContain('已撤回：延期申请 任务23')
    const stuck = await say(zhang, '任务23 遇到困难，施工队没到，要晚一周')
    expect(wordsOf(stuck)).toContain('已记录：任务23（区房管局，11月30日到期）受阻，0%。任务23申请延期，请核对后提交。')
    expect(stuck.content).toContain('12月7日')
  })

  test('回复卡片申请延期：日期和原因一次写明的，一次提交', async () => {
    expect(await reply(zhang, '任务5 申请延期到12月15日，评审会推迟')).toMatch(/已提交，待专班负责人审核（编号\d+）：任务5延至12月15日。/)
    expect(await hear(zhang, '刚才填错了')).toMatch(/^已撤回：延期申请 任务5/)
  })
})
