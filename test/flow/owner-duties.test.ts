import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendClocks } from '#src/domain/clocks/send.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { tellBoard } from '#src/domain/disclosures/tell.ts'
import { remindObjections } from '#src/domain/objections/remind.ts'
import { tellReplies } from '#src/domain/objections/reply.ts'
import type { ChannelName } from '#src/message.ts'
import { insertDisclosures } from '#storage/repositories/disclosure.ts'
import { type Chat, findChat, saveMember } from '#storage/repositories/people.ts'
import { sampleDisclosures } from '#storage/seed/sample/estates.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
  await village.act(({ tx }) =>
    saveMember(tx, { channel: 'lark', userId: 'lead', workspaceId: 'haidian', unit: '区房管局', role: 'lead', name: '李处' }),
  )
})
afterAll(() => village.database.close())

const { clerk, owner } = voicesOf(() => village)
const staff = (text: string, as = 'manager') => village.say(text, { as, in: 'company' })
const at = (time: string) => village.clock.jumpTo(new Date(`${time.replace(' ', 'T')}:00+08:00`))
const job = (run: (ctx: DomainContext, chat: Chat) => Promise<unknown>, chatId: string, channel: ChannelName = 'lark') =>
  village.act(async (ctx) => void (await run(ctx, (await findChat(ctx.tx, channel, chatId))!)), { type: 'system', job: 'test' })
const remind = (ctx: DomainContext, chat: Chat) => remindObjections(ctx, [chat])
const newest = async (chatId: string) => (await village.sentTo(chatId)).at(-1)

test('a lead lays down days, limits and quiet hours; nonsense is refused in one line', async () => {
  expect((await staff('业主群设置 每人提问=3'))?.summary).toContain('专班负责人')
  const set = (text: string) => staff(`业主群设置 ${text}`, 'lead')
  expect((await set('异议答复工作日=3 每人提问=3'))?.summary).toBe('已修改：异议3个工作日内答复，21:00至08:00不主动发布。')
  expect((await set('每人提问=0'))?.summary).toBe('每人提问应为1到200的整数。')
  expect((await set('静默开始=25:00'))?.summary).toContain('应为20:00到23:59之间的时刻')
  expect((await set('颜色=红'))?.summary).toContain('没有「颜色」这一项')
  const asked = []
  for (let n = 0; n < 5; n++) asked.push((await owner('物业费多少钱', 'eager'))?.summary)
  expect(asked.slice(3)).toEqual(['提问较多，请稍后再试（约10分钟）。', undefined])
})

test('an objection’s day follows the setting; the company is reminded from the day before, the street once it is past', async () => {
  expect((await owner('异议 楼道灯坏了一个月没人修'))?.summary).toContain('请物业服务企业于2026年11月26日前答复')
  await job(remind, 'company')
  at('2026-11-25 09:41')
  await job(remind, 'company')
  await job(remind, 'company')
  await job(remind, 'street')
  expect((await newest('company'))?.summary).toBe('1件业主异议待答复。')
  expect(said(await newest('company'))).toContain('YY20261123-0001：11月26日，还有1天')
  expect(await village.sentTo('street')).toEqual([])
  at('2026-11-27 09:41')
  await job(remind, 'street')
  expect((await newest('street'))?.summary).toBe('1件业主异议待答复，其中1件已超期。')
  expect(said(await newest('street'))).not.toContain('楼道灯')
})

test('an answer given at night waits for the morning and comes once', async () => {
  at('2026-11-27 22:30')
  expect((await staff('异议答复 YY20261123-0001 已更换灯具'))?.summary).toContain('答复')
  const told = async () => (await village.sentTo('garden')).filter(({ summary }) => summary.includes('已更换灯具')).length
  expect(await told()).toBe(0)
  at('2026-11-28 10:01')
  await job(tellReplies, 'garden', 'wechat')
  await job(tellReplies, 'garden', 'wechat')
  expect(await told()).toBe(1)
  at('2026-11-30 09:41')
  await job(remind, 'company')
  expect((await village.sentTo('company')).filter(({ title }) => title?.includes('异议待答复'))).toHaveLength(1)
})

test('a publication that runs out is called to the company; the street hears of it once it is past', async () => {
  const old = sampleDisclosures.find(({ communityId, code }) => communityId === 'sample-garden' && code === 'D5')!
  await village.act(({ tx }) =>
    insertDisclosures(tx, [{ ...old, id: 'garden-d17', code: 'D17', title: '电梯维保和消防设施检测记录', publishedOn: '2025-12-02' }]),
  )
  await job(sendClocks, 'company')
  await job(sendClocks, 'street')
  expect(said(await newest('company'))).toContain('D17 电梯维保和消防设施检测记录：12月2日，还有2天')
  expect(said(await newest('street'))).not.toContain('D17')
  at('2026-12-03 09:31')
  await job(sendClocks, 'street')
  expect(said(await newest('street'))).toContain('D17 电梯维保和消防设施检测记录：12月2日，已逾期1天')
})

test('what is newly published is told to the owner group once, several items in one message', async () => {
  await staff('公示办理 登记 示例花园 D7 地面车位=120个')
  await staff('公示办理 登记 示例花园 D6 本月装修=3户')
  await staff('公示办理 审核 示例花园 D7', 'chair')
  await staff('公示办理 审核 示例花园 D6', 'chair')
  await job(tellBoard, 'garden', 'wechat')
  await job(tellBoard, 'garden', 'wechat')
  await job(tellBoard, 'court', 'wechat')
  const news = (await village.sentTo('garden')).filter(({ title }) => title === '示例花园公示更新')
  expect(news.map(({ summary }) => summary)).toEqual(['示例花园更新2项公示：业主装饰装修情况、车位、车库出售和出租情况。'])
  expect(await village.sentTo('court')).toEqual([])
})

test('coverage of the three goals by street: counts and what is missing, without a rank; owners and companies do not see it', async () => {
  const all = await staff('公示覆盖', 'lead')
  expect(all?.summary).toMatch(/^标准化公示公开\d\/2，定期履约报告\d\/2，公共收益单独列账0\/2（目标100%）。$/)
  const words = said(all)
  expect(words).toContain('示例一街道（1个小区）')
  expect(words).toContain('公共收益单独列账：示例花园')
  expect(words).toContain('不排名')
  await staff('收益账 登记 示例花园 收入 停车 100元')
  expect((await staff('公示覆盖', 'lead'))?.summary).toContain('公共收益单独列账1/2')
  expect(said(await clerk('公示覆盖'))).not.toContain('示例二街道')
  expect((await staff('公示覆盖'))?.summary).toContain('由专班和街镇查看')
  expect((await staff('公示覆盖 无此街道', 'lead'))?.summary).toContain('请核对街镇名称')
})
