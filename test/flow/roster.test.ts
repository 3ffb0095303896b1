import { afterAll, beforeAll, expect, test } from 'vitest'
import { importMembers } from '#src/operator/imports/members.ts'
import { assertUnit } from '#src/operator/register.ts'
import { readForm } from '#src/sheets/form.ts'
import { membersForm } from '#src/sheets/forms/members.ts'
import type { Database } from '#storage/db.ts'
import { saveCommunities } from '#storage/repositories/community.ts'
import { sampleCommunities } from '#storage/seed/sample/estates.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'
import { saveStreets } from '#test/support/register.ts'

/** The roster as a sheet, and what the people on it may say from then on. */

const group = 'task-force'
let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-11-23T10:00:00+08:00')
  await town.group(group)
  await town.write((ctx) => saveStreets(ctx.tx, ['甲街道']))
})
afterAll(() => database.close())

const header = ['渠道', '用户编号', '单位', '角色', '姓名', '截止日期']
const roster = (...rows: string[][]) =>
  town.write(async (ctx) => {
    const read = readForm(
      membersForm,
      [header, ...rows].map((cells, at) => ({ row: at + 1, cells })),
    )
    const into = { plan: 'haidian-2025', workspace: 'haidian', sourceOf: (row: number) => `人员.xlsx 第${row}行` }
    const plan = await importMembers(ctx, read.values, into)
    expect([...read.problems, ...plan.problems]).toEqual([])
    await plan.save()
    return plan.changes.map(({ what, name }) => `${what} ${name}`)
  })
test('an estate’s committee is told how its unit comes into the register', async () => {
  await town.write(({ tx }) => saveCommunities(tx, [{ ...sampleCommunities[0]!, workspaceId: 'haidian' }]))
  await expect(town.write(({ tx }) => assertUnit(tx, 'haidian', '示例花园'))).rejects.toThrow('请先按小区名称、类别“社区”导入单位名册')
  await expect(town.write(({ tx }) => assertUnit(tx, 'haidian', '示例园'))).rejects.toThrow('请核对名称')
})

const say = (who: string, text: string) => town.say(group, who, text)

test('一人两个单位：两边的事都能报，别的单位不能；名册再导入不变', async () => {
  const rows = [
    ['沙盒', 'li', '房管局', '专班负责人', '李主任', ''],
    ['沙盒', 'zhang', '房管局', '联络员', '张工', ''],
    ['沙盒', 'zhang', '甲街道办', '街镇人员', '张工', ''],
    ['沙盒', 'wang', '区水务局', '联络员', '王工', '2026-11-24'],
    ['沙盒', 'zhao', '区水务局', '单位负责人', '赵局', ''],
  ]
  expect(await roster(...rows)).toEqual([
    'added 李主任（区房管局）',
    'added 张工（区房管局）',
    'added 张工（甲街道）',
    'added 王工（区水务局）',
    'added 赵局（区水务局）',
  ])
  expect(await roster(...rows)).toEqual(rows.map((row) => expect.stringMatching(`^same ${row[4]}`)))
  expect(await say('zhang', '任务5 30% 已征集')).toBe('已记录：任务5（区房管局）推进中，30%。')
  expect(await say('zhang', '任务3 20% 已建专班')).toBe('已记录：任务3（甲街道）推进中，20%。')
  expect(await say('zhang', '任务57 30%')).toBe('任务57不由您所在单位牵头，本次未记录。')
})

test('单位负责人也能报；代管到期的次日起不能', async () => {
  expect(await say('zhao', '任务57 20% 已排查')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，20%。')
  expect(await say('wang', '任务57 30% 已立项')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，30%。')
  await town.at('2026-11-25 10:00')
  expect(await say('wang', '任务57 40%')).toContain('还不在本专班名册中')
  expect(await say('zhao', '任务57 40%')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，40%。')
})

test('两个单位的人委托，须说清代哪个单位；受托人到期为止', async () => {
  expect(await say('zhang', '委托 赵局 至 11月27日')).toBe(
    '您在区房管局、甲街道任职，请写明代哪个单位，如「委托 张三 代区房管局 至 12月31日」。',
  )
  expect(await say('zhang', '委托 赵局 代区房管局 至 11月27日')).toBe('已登记：赵局代区房管局填报，至11月27日止。')
  expect(await say('zhao', '任务5 50%')).toBe('已记录：任务5（区房管局）推进中，50%。')
  await town.at('2026-11-30 10:00')
  expect(await say('zhao', '任务5 60%')).toBe('任务5不由您所在单位牵头，本次未记录。')
})

test('自报单位，专班负责人确认后才算；自己不能确认', async () => {
  expect(await say('sun', '任务57 50%')).toContain('请发送「我是某单位的」登记')
  const asked = await say('sun', '我是区水务局的孙工')
  const id = /编号(\d+)/.exec(asked)![1]
  expect(await say('sun', `审核 ${id} 通过`)).toBe('此操作需由专班负责人进行，请联系专班负责人。')
  expect(await say('sun', '任务57 50%')).toContain('登记')
  expect(await say('li', `审核 ${id} 通过`)).toContain('已通过：加入名册申请')
  expect(await say('sun', '任务57 50%')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，50%。')
})
