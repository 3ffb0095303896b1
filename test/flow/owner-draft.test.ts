import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveFacilities } from '#storage/repositories/community.ts'
import { insertRevenue, saveFees, saveFunds, saveOrders } from '#storage/repositories/estate.ts'
import { findReport } from '#storage/repositories/report.ts'
import { insertOpenDay, saveServiceDone, saveServicePlans } from '#storage/repositories/service.ts'
import { openVillage, type Village } from '#test/support/owners.ts'

let village: Village
const communityId = 'sample-garden'

/** One quarter as an estate's registers have it, with rows of other quarters beside. */
beforeAll(async () => {
  village = await openVillage()
  await village.act(async ({ tx, now }) => {
    await saveServicePlans(tx, [{ communityId, item: '楼道保洁', kind: '保洁', times: 2, per: '日', clause: null }])
    const done = { communityId, item: '楼道保洁', reason: null, source: '保洁记录' }
    await saveServiceDone(tx, [
      { ...done, month: '2026-06', done: 1 },
      { ...done, month: '2026-07', done: 62 },
      { ...done, month: '2026-08', done: 61 },
      { ...done, month: '2026-09', done: 58, reason: '停水两天' },
    ])
    await saveFees(tx, [
      { communityId, item: '物业费', rate: '2.68', unit: '元/㎡·月', basis: '合同附件一', effectiveFromOn: '2024-04-01' },
    ])
    const entry = { communityId, note: null, recordedBy: 'test', recordedAt: now, struckAt: null, struckReason: null }
    await insertRevenue(tx, [
      { ...entry, id: '1', on: '2026-07-05', kind: 'income', source: '停车', amount: 9_000_000 },
      { ...entry, id: '2', on: '2026-09-30', kind: 'cost', source: '停车', amount: 1_500_000 },
      { ...entry, id: '3', on: '2026-08-01', kind: 'fund', source: '停车', amount: 4_000_000 },
      { ...entry, id: '4', on: '2026-10-01', kind: 'income', source: '广告', amount: 7_777_700 },
      { ...entry, id: '5', on: '2026-07-06', kind: 'income', source: '误记', amount: 100, struckAt: now, struckReason: '误记' },
    ])
    await saveFunds(tx, [
      { communityId, asOfOn: '2026-06-30', balance: 1_204_550_000, firstRequired: 2_000_000_000 },
      { communityId, asOfOn: '2026-10-31', balance: 1, firstRequired: 1 },
    ])
    const order = { workspaceId: 'haidian', communityId, topic: '停车', dueOn: null, closedOn: null, solved: null, satisfied: null }
    await saveOrders(tx, [
      { ...order, id: 'a', receivedOn: '2026-07-01' },
      { ...order, id: 'b', receivedOn: '2026-09-30' },
      { ...order, id: 'c', receivedOn: '2026-10-01' },
    ])
    const lift = { communityId, type: '电梯', location: null, maintainer: null, maintainerPhone: null }
    await saveFacilities(tx, [
      { ...lift, code: '1-1', inspectionDueOn: '2026-08-31' },
      { ...lift, code: '1-2', inspectionDueOn: '2027-05-20' },
    ])
    const day = {
      communityId,
      at: '14:00',
      place: '服务中心',
      topics: '电梯',
      capacity: null,
      announcedAt: now,
      outcome: '已答复',
      recappedAt: now,
    }
    await insertOpenDay(tx, { ...day, id: 'held', on: '2026-08-15', attended: 26 })
  })
})
afterAll(() => village.database.close())

test('a quarter’s draft says what the registers say of that quarter, with its source; what none has stays 未提供', async () => {
  const summary = (await village.say('报告办理 起草 示例花园 2026年第三季度版本', { as: 'manager', in: 'company', channel: 'lark' }))
    ?.summary
  expect(summary).toContain('不是报告期')
  await village.act(({ tx }) => tx.execute('delete from report'))
  await village.say('报告办理 起草 示例花园 2026年第三季度', { as: 'manager', in: 'company', channel: 'lark' })
  const row = (await village.act(({ tx }) => findReport(tx, 'sample-garden-2026q3')))!
  const lines = row.sections.flatMap(({ title, figures }) =>
    figures.map(({ label, value, unit, source }) => `${title} ${label} ${value ?? '未提供'}${unit} ${source}`),
  )
  expect(lines).toEqual([
    '服务内容与标准 物业费标准 2.68元/㎡·月 合同附件一',
    '人员配置 合同约定人数 未提供人 服务合同',
    '人员配置 在岗人数 未提供人 考勤记录',
    '人员配置 到岗率 未提供% 考勤记录',
    '设施设备 电梯 2部 设施台账',
    '设施设备 检验到期设施 1处 设施台账',
    '设施设备 故障停运时长 未提供小时 维保记录',
    '服务完成情况 服务计划完成率 98.4% 按本表数字计算',
    '服务完成情况 楼道保洁 181次 保洁记录',
    '报修与投诉 报修受理 未提供件 报修台账',
    '报修与投诉 报修办结 未提供件 报修台账',
    '报修与投诉 报修办结率 未提供% 报修台账',
    '报修与投诉 投诉受理 未提供件 投诉台账',
    '报修与投诉 投诉办结 未提供件 投诉台账',
    '报修与投诉 12345件数 2件 12345工单',
    '物业费 物业费应收 未提供万元 收费系统',
    '物业费 物业费实收 未提供万元 收费系统',
    '物业费 物业费收缴率 未提供% 收费系统',
    '物业费 往期清欠 未提供万元 收费系统',
    '项目收支 项目收入 未提供万元 项目账',
    '项目收支 项目支出 未提供万元 项目账',
    '公共收益 公共收益收入 9.00万元 公共收益账',
    '公共收益 公共收益成本 1.50万元 公共收益账',
    '公共收益 公共收益净额 7.50万元 公共收益账',
    '公共收益 转入维修资金 4.00万元 公共收益账',
    '维修资金 维修资金余额 1204.55万元 维修资金专户',
    '维修资金 首期应筹额 2000.00万元 维修资金专户',
    '业主开放日 开放日 1场 开放日记录',
    '业主开放日 参加人次 26人次 开放日记录',
    '异议与答复 异议受理 0件 异议台账',
    '异议与答复 异议已答复 0件 异议台账',
  ])
})

test('drafted again it follows what the registers say since, and keeps what was filled in', async () => {
  const say = (text: string) => village.say(text, { as: 'manager', in: 'company', channel: 'lark' })
  const values = async () => {
    const { sections } = (await village.act(({ tx }) => findReport(tx, 'sample-garden-2026q3')))!
    const of = new Map(sections.flatMap(({ figures }) => figures.map(({ label, value }) => [label, value])))
    return ['公共收益收入', '报修受理', '报修办结率'].map((label) => of.get(label))
  }
  await say('报告办理 填报 示例花园 2026年第三季度 报修受理=200；报修办结=190')
  await say('收益账 登记 示例花园 收入 停车 12000元 2026-09-30 9月停车')
  expect(await values()).toEqual(['9.00', '200', '95.0'])
  await say('报告办理 起草 示例花园 2026年第三季度')
  expect(await values()).toEqual(['10.20', '200', '95.0'])
  expect((await village.sentTo('company')).at(-2)?.title ?? '').toContain('草稿')
})
