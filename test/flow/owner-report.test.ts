import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPublishedReport } from '#src/domain/reports/find.ts'
import { publishReports } from '#src/domain/reports/publish.ts'
import { findChat, saveChat, saveMember } from '#storage/repositories/people.ts'
import { findReport } from '#storage/repositories/report.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
  await village.act(async ({ tx, now }) => {
    const bound = { channel: 'lark' as const, workspaceId: 'haidian', state: 'bound' as const, boundBy: 'test', boundAt: now }
    await saveChat(tx, { ...bound, chatId: 'committee', kind: 'work', unit: '示例花园' })
    const member = { channel: 'lark' as const, workspaceId: 'haidian', name: 'outsider' }
    await saveMember(tx, { ...member, userId: 'outsider', unit: '示例二街道', role: 'street' })
  })
})
afterAll(() => village.database.close())

const id = 'sample-garden-2026-10'
const company = async (text: string, as = 'manager') => (await village.say(text, { as, in: 'company', channel: 'lark' }))?.summary
const committee = async (text: string, as = 'chair') => (await village.say(text, { as, in: 'committee', channel: 'lark' }))?.summary
const newest = async (chatId: string) => (await village.sentTo(chatId)).filter(({ form }) => form).at(-1)!
const ask = async (text: string) => (await village.say(text, { as: 'owner', in: 'garden' }))?.summary
const row = () => village.act(({ tx }) => findReport(tx, id))
const figure = async (label: string) => (await row())!.sections.flatMap(({ figures }) => figures).find((one) => one.label === label)
const publish = () =>
  village.act(async (ctx) => publishReports(ctx, (await findChat(ctx.tx, 'wechat', 'garden'))!), { type: 'system', job: 'report' })

test('what the contract asks and what was done is written down in chat; who has no part in it may not', async () => {
  expect(await company('服务记录 示例花园 楼道保洁 每日2次 合同附件二')).toBe('示例花园「楼道保洁」约定每日2次，已登记。')
  expect(await company('服务记录 示例花园 绿化养护 每月2次')).toContain('每月2次')
  expect(await company('服务记录 示例花园 楼道保洁 2026年10月 60次 原因：两天停水')).toBe('示例花园「楼道保洁」2026-10完成60次，已登记。')
  expect(await company('服务记录 示例花园 楼道保洁 2026年10月 60次', 'outsider')).toContain('没有办理示例花园该事项的权限')
  expect(await company('服务记录 示例花园 喷泉清洗 2026年10月 3次')).toContain('没有登记「喷泉清洗」的约定频次')
  expect(await company('服务记录 示例花园 楼道保洁 有时候')).toContain('请这样写')
})

test('a draft follows from the records: planned from the contract, done from the month, the rest open', async () => {
  expect(await company('报告办理 起草 示例花园 2026年13月')).toContain('不是报告期')
  expect(await company('报告办理 起草 示例花园 2026年10月')).toBe('示例花园2026年10月履约报告已按记录起草，请在卡片上补充。')
  expect(await figure('楼道保洁')).toMatchObject({
    planned: 62,
    done: 60,
    value: '60',
    unit: '次',
    note: '两天停水',
    status: '自报',
    period: '2026年10月',
  })
  expect(await figure('绿化养护')).toMatchObject({ planned: 2 })
  expect(await figure('绿化养护')).not.toHaveProperty('value')
  expect(await figure('服务计划完成率')).toMatchObject({ value: '96.8', source: '按本表数字计算' })
  const card = await newest('company')
  expect(card.title).toBe('示例花园2026年10月履约报告（第1版草稿）')
  expect(said(card)).toContain('绿化养护：未提供（计划2次）')
})

test('figures come in by the form on the card, once per state, and by words', async () => {
  const { form } = await newest('company')
  const place = form!.fields.find(({ label }) => label.startsWith('报修受理'))!.name
  const args = { ...form!.args, [place]: '236', [form!.fields.find(({ label }) => label.startsWith('报修办结'))!.name]: '232' }
  expect(await village.submit('报告办理', args, 1, { as: 'manager', in: 'company' })).toBe('已保存2项。')
  expect(await figure('报修办结率')).toMatchObject({ value: '98.3' })
  expect(await village.submit('报告办理', args, 1, { as: 'manager', in: 'company' })).toContain('请在最新的卡片上填写')
  expect(await company('报告办理 填报 示例花园 2026年10月 投诉受理=5；投诉办结=7；绿化养护=2次')).toContain('已填报')
  expect(await company('报告办理 填报 示例花园 2026年10月 绿化养护=2棵')).toBe('「绿化养护」的单位是次，不是棵。')
  expect(await company('报告办理 填报 示例花园 2026年10月 喷泉=2')).toContain('没有指标「喷泉」')
  expect(await company('报告办理 填报 示例花园 2026年10月 投诉受理=很多')).toContain('应为数字')
})

test('a report that contradicts itself is not laid before anybody; one clear line says where', async () => {
  expect(await company('报告办理 提交 示例花园 2026年10月')).toBe('报告前后不一致，未提交：报修与投诉「投诉办结」7大于「投诉受理」5。')
  await company('报告办理 填报 示例花园 2026年10月 绿化养护=3')
  await company('报告办理 填报 示例花园 2026年10月 投诉办结=5')
  expect(await company('报告办理 提交 示例花园 2026年10月')).toContain('「绿化养护」完成数3大于计划数2，请在说明中写明原因。')
  await company('报告办理 填报 示例花园 2026年10月 绿化养护=3（台风后加做一次）')
  expect(await company('报告办理 提交 示例花园 2026年10月')).toBe('示例花园2026年10月履约报告已提交业委会（物管会）和街镇审核。')
  expect((await newest('committee')).title).toBe('待审核：示例花园2026年10月履约报告（第1版草稿）')
  expect((await newest('street')).title).toContain('待审核')
})

test('the company does not review its own; the committee sends back with a reason, then approves what it saw', async () => {
  expect(await company('报告审核 示例花园 2026年10月 通过')).toContain('没有办理示例花园该事项的权限')
  expect(await committee('报告审核 示例花园 2026年10月 退回')).toBe('退回须写明原因。')
  expect(await committee('报告审核 示例花园 2026年10月 退回 停水两天请附通知')).toBe(
    '示例花园2026年10月履约报告已退回示例物业服务有限公司。',
  )
  expect(said((await village.sentTo('company')).at(-1))).toContain('示例花园业委会退回：停水两天请附通知')
  const old = await newest('committee')
  await company('报告办理 填报 示例花园 2026年10月 楼道保洁=60（停水两天，通知见公告栏）')
  await company('报告办理 提交 示例花园 2026年10月')
  const verdict = { decision: '已核对原始记录，通过', reason: '', publishOn: '' }
  const submit = (post: typeof old) => village.submit('报告审核', { ...post.form!.args, ...verdict }, 1, { as: 'chair', in: 'committee' })
  expect(await submit(old)).toContain('报告内容已变化')
  expect(await submit(await newest('committee'))).toBe('示例花园2026年10月履约报告第1版已审核，2026年11月24日发布。')
  expect(await company('报告办理 起草 示例花园 2026年10月')).toContain('已有第1版，请直接填报或更正')
  expect(await figure('报修受理')).toMatchObject({ status: '已核', value: '236' })
  expect(await figure('12345件数')).toMatchObject({ status: '自报' })
})

test('on its day it goes to the owner group with its version and hash; a correction goes the same way, openly', async () => {
  village.clock.jumpTo(new Date('2026-11-24T10:11:00+08:00'))
  await publish()
  const published = (await village.act(({ tx }) => findPublishedReport(tx, id)))!
  expect(published).toMatchObject({ version: 1, reviewedBy: '示例花园业委会', hash: (await row())!.hash })
  expect((await village.sentTo('garden')).map(({ summary }) => summary)).toContain('示例花园2026年10月履约报告已发布。')
  expect(await company('报告办理 填报 示例花园 2026年10月 报修受理=238')).toContain('更正须写明原因')
  expect(await company('报告办理 填报 示例花园 2026年10月 报修受理=238 原因：漏计两件')).toContain('更正为第2版，审核后发布')
  expect((await village.act(({ tx }) => findPublishedReport(tx, id)))!.version).toBe(1)
  expect(await ask('履约报告')).toBe('示例花园2026年10月履约报告已发布。')
  await committee('报告审核 示例花园 2026年10月 通过 2026-11-25')
  village.clock.jumpTo(new Date('2026-11-25T10:11:00+08:00'))
  await publish()
  const corrected = (await village.act(({ tx }) => findPublishedReport(tx, id)))!
  expect(corrected).toMatchObject({ version: 2, correctionReason: '漏计两件', history: [{ version: 1, hash: published.hash }] })
  expect((await village.sentTo('garden')).at(-1)!.summary).toContain('已更正，第2版：漏计两件')
  expect(await ask('履约报告 2026年10月')).toContain('2026年10月履约报告已更正，第2版')
  expect(await ask('履约报告 2026年8月')).toBe('本小区未提供2026年8月已发布的履约报告。')
  expect(await ask('履约报告 八月')).toContain('不是报告期')
})
