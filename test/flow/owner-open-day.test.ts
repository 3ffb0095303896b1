import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderText } from '#src/channels/text/render.ts'
import { publishOpenDays } from '#src/domain/open-days/publish.ts'
import { publishReports } from '#src/domain/reports/publish.ts'
import { findChat } from '#storage/repositories/people.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
})
afterAll(() => village.database.close())

const { clerk } = voicesOf(() => village)
const company = async (text: string, as = 'manager') => (await village.say(text, { as, in: 'company', channel: 'lark' }))?.summary
const job = async () => {
  for (const publish of [publishReports, publishOpenDays])
    await village.act(async (ctx) => publish(ctx, (await findChat(ctx.tx, 'wechat', 'garden'))!), { type: 'system', job: 'publish' })
}
const garden = async () => (await village.sentTo('garden')).map(({ summary }) => summary)
const at = (time: string) => village.clock.jumpTo(new Date(`${time}:00+08:00`))

test('an open day is announced in the owner group once, with a kit for the manager to carry on', async () => {
  const announce = '业主开放日 示例花园 2026-11-28 14:00 地点：物业服务中心 议题：电梯更新、公共收益 名额：30'
  expect(await company('业主开放日 示例花园 2026-11-28')).toContain('请这样写')
  expect(await company(announce, 'nobody')).toContain('没有办理示例花园该事项的权限')
  expect(await company('业主开放日 示例花园 2026-11-23 14:00 地点：服务中心 议题：电梯')).toContain('应晚于今天')
  expect(await company(announce)).toBe('示例花园2026年11月28日开放日已登记，通知将在下一个10:10发到业主群。')
  expect(await company(announce)).toContain('已登记')
  await job()
  await job()
  const notices = (await village.sentTo('garden')).filter(({ title }) => title === '示例花园业主开放日')
  expect(notices.map((post) => renderText(post))).toEqual([
    '示例花园业主开放日：2026年11月28日 14:00，物业服务中心。\n议题：电梯更新、公共收益\n名额：30人，先到先得\n公示栏：https://duban.example/d/sample-garden',
  ])
  const kit = (await village.sentTo('company')).find(({ title }) => title === '转发件：示例花园业主开放日')!
  expect(said(kit)).toContain('【业主开放日】示例花园业主开放日：2026年11月28日 14:00，物业服务中心。')
  expect(await village.submit('已转发', kit.form!.args, 1, { as: 'manager', in: 'company' })).toContain('计入公示')
  expect((await village.sentTo('company')).at(-1)).toMatchObject({ title: '转发件：示例花园业主开放日', summary: '已转发，计入公示。' })
})

test('the recap goes the same way, after the day', async () => {
  const recap = '业主开放日 示例花园 2026-11-28 回顾 参加：26 结果：电梯更新方案12月公示'
  expect(await company(recap)).toContain('开放日还没有到')
  at('2026-11-29T10:11')
  expect(await company(recap)).toContain('回顾已登记')
  await job()
  await job()
  expect((await garden()).filter((summary) => summary.includes('参加26人次'))).toHaveLength(1)
  expect(said((await village.sentTo('garden')).at(-1))).toContain('电梯更新方案12月公示')
})

test('what became of each publication in each group can be asked, and what needs somebody stands first', async () => {
  const settle = (state: string, key: string, error: string | null = null) =>
    village.database.db.execute(sql`update outbound set state = ${state}, error = ${error} where key = ${key}`)
  await settle('sent', 'report:sample-garden-2026q3:v1:wechat:garden')
  await settle('unknown', 'openday:sample-garden-2026-11-28:notice:wechat:garden')
  await settle('parked', 'openday:sample-garden-2026-11-28:recap:wechat:garden', '群不存在')
  const post = await clerk('发布情况')
  expect(renderText(post!).split('\n')).toEqual([
    '【发布情况】近30天发布3群次，需要处理4项。',
    '已送达：1个群',
    '不确定：1个群',
    '失败：1个群',
    '需要处理：',
    '· 示例花园（wechat garden）：业主开放日2026-11-28回顾，失败，发送「积压」查看（群不存在）',
    '· 示例花园（wechat garden）：业主开放日2026-11-28通知，不确定，请到群内核实',
    '· 示例花园：2026年第三季度履约报告第1版，转发件待转发',
    '· 示例花园：业主开放日2026-11-28回顾，转发件待转发',
  ])
  expect((await clerk('发布情况 示例家园'))?.summary).toBe('近30天没有发布。')
})
