import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importLedger } from '#src/operator/imports/ledger.ts'
import { readForm } from '#src/sheets/form.ts'
import { ledgerForm } from '#src/sheets/forms/ledger.ts'
import type { Database } from '#storage/db.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'
import { saveStreets } from '#test/support/register.ts'

/** Every ledger the plan calls for, its rows by chat, by form and by sheet, and what a month changed. */

type Kind = {
  name: string
  /** a line in the group, and the answer */
  chat: [said: string, answer: string]
  /** the ledger's own form */
  form: Record<string, string>
  filled: string
  /** columns besides 台账, 名称 and 街镇 */
  sheet: Record<string, string>
  /** how the ledger stands with the three rows, and what it rests on */
  stands: string[]
  /** in the monthly snapshot before and after form and sheet */
  months: [first: string, then: string]
}

const street = '甲街道'

const kinds: Kind[] = [
  {
    name: '引入物业',
    chat: ['台账 引入物业 东里 甲街道 失管 户数：632', '已上账：老旧小区引入物业 东里（甲街道），上账。'],
    form: { name: '西里', street, mode: '无物业', households: '90', owner: '', company: '' },
    filled: '已上账：老旧小区引入物业 西里（甲街道），上账。',
    sheet: { 管理模式: '失管', 状态: '推进中' },
    stands: [
      '已销账0/477个',
      '2025年试点：0/60个，时限2025-12-31',
      '2027年全覆盖：0/477个',
      '台账已列3个，与基数相差474个',
      '至2027年实现477个上账小区',
    ],
    months: ['老旧小区引入物业：已销账0/477个，首次', '老旧小区引入物业：已销账0/477个，无变化'],
  },
  {
    name: '电梯更新',
    chat: ['台账 电梯更新 东里 甲街道 设备代码：31101 已申报', '已上账：电梯更新 东里（甲街道），已申报。'],
    form: { name: '东里', street, code: '31102', site: '2号楼', installed: '1998' },
    filled: '已上账：电梯更新 东里（甲街道），已排查。',
    sheet: { 设备代码: '31103', 状态: '更新完成' },
    stands: ['申报：2台，目标不少于1000台', '批复后开工：1/1台', '更新完成1台'],
    months: ['电梯更新：更新完成0/1台，首次', '电梯更新：更新完成1/3台，完成+1，基数+2'],
  },
  {
    name: '三供一业',
    chat: ['台账 三供一业 东里 甲街道 单一产权', '已上账：三供一业 东里（甲街道），已梳理。'],
    form: { name: '西里', street, ownership: '多产权', owner: '', receiver: '', households: '' },
    filled: '已上账：三供一业 西里（甲街道），已梳理。',
    sheet: { 产权情况: '单一产权', 状态: '合同已规范' },
    stands: ['单一产权单位小区：1/2个，时限2025-12-31', '多产权单位小区：0/1个，时限2026-12-31'],
    months: ['三供一业：合同已规范0/1个，首次', '三供一业：合同已规范1/3个，完成+1，基数+2'],
  },
  {
    name: '雨污错接',
    chat: ['台账 雨污错接 东里 甲街道 位置：3号楼东侧', '已上账：雨污错接 东里（甲街道），上账。'],
    form: { name: '东里', street, site: '5号楼', problem: '阳台污水接入雨水管' },
    filled: '已上账：雨污错接 东里（甲街道），上账。',
    sheet: { 位置: '7号楼', 状态: '已整改' },
    stands: ['上账问题整改：1/3处，时限2027-12-31'],
    months: ['雨污错接：已整改0/1处，首次', '雨污错接：已整改1/3处，完成+1，基数+2'],
  },
  {
    name: '专场培训',
    chat: ['专场培训 +1 物业企业 物业服务合同', '已计数：专场培训 +1（物业企业），2026年累计1次。'],
    form: { name: '业委会', street: '', on: '2026-11-03', amount: '2', topic: '公共收益' },
    filled: '已计数：专场培训 +2（业委会），2026年累计3次。',
    sheet: { 日期: '2026-11-05', 次数: '1', 内容: '消防' },
    stands: ['2026年年度目标：4次，目标不少于10次', '不少于10次专场培训'],
    months: ['专场培训：2026年年度目标：1次，目标不少于10次，首次', '专场培训：2026年年度目标：4次，目标不少于10次，完成+3'],
  },
  {
    name: '点对点指导',
    chat: ['点对点指导 +1 东里 公示', '已计数：点对点指导 +1（东里），2026年累计1次。'],
    form: { name: '西里', street: '', on: '2026-11-03', amount: '1', topic: '合同' },
    filled: '已计数：点对点指导 +1（西里），2026年累计2次。',
    sheet: { 日期: '2025-11-05', 次数: '3', 内容: '去年的' },
    stands: ['2026年年度目标：2次，目标不少于50次'],
    months: ['点对点指导：2026年年度目标：1次，目标不少于50次，首次', '点对点指导：2026年年度目标：2次，目标不少于50次，完成+1'],
  },
  {
    name: '物管会评价',
    chat: ['台账 物管会评价 东里 甲街道 年度：2026 已评价 评价结果：良好', '已上账：物管会评价 东里（甲街道），已评价。'],
    form: { name: '西里', street, year: '2026', grade: '' },
    filled: '已上账：物管会评价 西里（甲街道），待评价。',
    sheet: { 年度: '2025', 状态: '已评价' },
    stands: ['2026年年度评价：1/2个', '每年开展一次物管会运行情况评价'],
    months: ['物管会评价：已评价1/1个，首次', '物管会评价：已评价1/2个，基数+1'],
  },
  {
    name: '业委会评价',
    chat: ['台账 业委会评价 东里 甲街道 年度：2026', '已上账：业委会评价 东里（甲街道），待评价。'],
    form: { name: '西里', street, year: '2026', grade: '' },
    filled: '已上账：业委会评价 西里（甲街道），待评价。',
    sheet: { 年度: '2026', 状态: '已评价' },
    stands: ['2026年年度评价：1/3个', '每年开展一次履职评价'],
    months: ['业委会评价：已评价0/1个，首次', '业委会评价：已评价1/3个，完成+1，基数+2'],
  },
  {
    name: '挂账督办',
    chat: ['台账 挂账督办 东里 甲街道 问题：外墙渗水长期未修', '已上账：挂账督办 东里（甲街道），挂账。'],
    form: { name: '西里', street, problem: '电梯反复停运', unit: '', dueOn: '2026-12-31' },
    filled: '已上账：挂账督办 西里（甲街道），挂账。',
    sheet: { 问题: '私装地锁', 状态: '已整改' },
    stands: ['已整改1件，台账所列3件', '未写明本台账的目标，目标未提供'],
    months: ['挂账督办：已整改0/1件，首次', '挂账督办：已整改1/3件，完成+1，基数+2'],
  },
]

const group = 'task-force'
let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-10-29T10:00:00+08:00')
  await town.group(group)
  await town.enrol('li', '李主任', '区房管局', 'lead')
  await town.write((ctx) => saveStreets(ctx.tx, [street]))
})
afterAll(() => database.close())

const snapshot = async () => (await town.newest(group, '台账月度快照'))!

describe('October: a line in the group puts the first on each ledger', () => {
  test.each(kinds)('$name', async ({ chat: [said, answer] }) => expect(await town.say(group, 'li', said)).toContain(answer))

  test('the first snapshot, on the first working day of November', async () => {
    await town.at('2026-11-02 09:01')
    const words = await snapshot()
    for (const { months } of kinds) expect(words).toContain(months[0])
  })
})

describe('November: the second by the form of the ledger, the third by sheet', () => {
  test.each(kinds)('$name', async ({ name, form, filled, sheet, stands }) => {
    await town.at('2026-11-10 10:00')
    expect(await town.fill(group, 'li', `台账 ${name}`, form)).toBe(filled)
    const titles = ['台账', '名称', '街镇', ...Object.keys(sheet)]
    const cells = [name, '南里', street, ...Object.values(sheet)]
    await town.write(async (ctx) => {
      const read = readForm(ledgerForm, [
        { row: 1, cells: titles },
        { row: 2, cells },
      ])
      const into = { plan: 'haidian-2025', workspace: 'haidian', sourceOf: (row: number) => `台账.xlsx 第${row}行` }
      const plan = await importLedger(ctx, read.values, into)
      expect([...read.problems, ...plan.problems]).toEqual([])
      await plan.save()
    })
    const words = await town.say(group, 'li', `台账 ${name}`)
    for (const line of stands) expect(words).toContain(line)
    expect(words).not.toContain('console:')
  })
})

test('December: each ledger with what November changed', async () => {
  await town.at('2026-12-01 09:01')
  const words = await snapshot()
  for (const { months } of kinds) expect(words).toContain(months[1])
  expect(words).toContain('较11月2日快照')
})
