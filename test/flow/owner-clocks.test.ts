import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendClocks } from '#src/domain/clocks/send.ts'
import { saveCommunities, saveFacilities } from '#storage/repositories/community.ts'
import { findChat } from '#storage/repositories/people.ts'
import { sampleCommunities } from '#storage/seed/sample/estates.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
  await village.act(async ({ tx }) => {
    const [garden] = sampleCommunities
    await saveCommunities(tx, [{ ...garden!, workspaceId: 'haidian', committeeTermEndOn: '2027-05-31' }])
    await saveFacilities(tx, [{ communityId: 'sample-garden', code: '3-1', type: '电梯', inspectionDueOn: '2027-01-10' }])
  })
})
afterAll(() => village.database.close())

const { manager, nobody, owner } = voicesOf(() => village)
const turn = (chatId: string) =>
  village.act(async (ctx) => sendClocks(ctx, (await findChat(ctx.tx, 'lark', chatId))!), { type: 'system', job: 'clocks' })

test('催公示 counts and keeps nobody’s name, one person once a day', async () => {
  expect((await owner('催公示 装修'))?.summary).toBe('已计入：本月第1次催公示「业主装饰装修情况」。')
  expect((await owner('催公示 装修'))?.summary).toContain('您今天已催过')
  expect((await owner('催公示 装修', 'o2'))?.summary).toContain('本月第2次')
  expect((await owner('催公示 D8', 'o2'))?.summary).toContain('本月第1次')
  expect((await owner('催公示 天气'))?.summary).toContain('请写明要催的项目')
  expect((await owner('催公示 收费标准'))?.summary).toContain('已于2026年3月2日公示')
})

test('company and street see their own estates’ clocks and the counts, once a day and again only at a step', async () => {
  await turn('street')
  await turn('street')
  await turn('company')
  const [card, ...more] = await village.sentTo('street')
  expect(more).toEqual([])
  const words = said(card)
  expect(card!.title).toBe('示例一街道法定期限提醒')
  expect(words).toContain('业委会任期届满前6个月书面报告街镇：11月30日，还有7天')
  expect(words).toContain('电梯3-1检验到期前1个月申请检验：12月10日，还有17天')
  expect(words).toContain('物业服务合同届满前6个月决定续聘或者另聘：9月30日，已逾期54天')
  expect(words).toContain('业主装饰装修情况 2次')
  expect(words).not.toMatch(/o1|o2|示例家园/)
  expect(said((await village.sentTo('company'))[0])).toContain('示例花园')
  village.clock.jumpTo(new Date('2026-11-24T10:00:00+08:00'))
  await turn('street')
  expect(await village.sentTo('street')).toHaveLength(1)
  village.clock.jumpTo(new Date('2026-11-26T10:00:00+08:00'))
  await turn('street')
  expect(await village.sentTo('street')).toHaveLength(2)
})

test('what has happened starts a clock, what was done stops it', async () => {
  const noted = await manager('法定期限 示例花园 项目负责人到岗 2026-11-25')
  expect(noted?.summary).toBe('已登记：示例花园 2026年11月25日 项目负责人到岗。')
  expect(said(noted)).toContain('项目负责人到岗3日内到居（村）委会报到：11月28日，还有2天')
  expect(said(await manager('法定期限 示例花园'))).toContain('到居（村）委会报到')
  await manager('法定期限 示例花园 项目负责人报到 2026-11-26')
  expect(said(await manager('法定期限 示例花园'))).not.toContain('到居（村）委会报到')
  expect((await manager('法定期限 示例花园 下雨 2026-11-25'))?.summary).toContain('没有「下雨」这一事项')
  expect((await manager('法定期限 示例花园 收到解聘通知 2027-01-01'))?.summary).toContain('还没有到')
  expect((await nobody('法定期限 示例花园 收到解聘通知 2026-11-25'))?.summary).toContain('没有办理')
})
