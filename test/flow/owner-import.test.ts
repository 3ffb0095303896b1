import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forms } from '#src/sheets/forms/index.ts'
import { type OutCell, writeWorkbook } from '#src/sheets/write.ts'
import { inTransaction } from '#storage/db.ts'
import { listDisclosureVersions } from '#storage/repositories/disclosure.ts'
import { findReport, listReportVersions } from '#storage/repositories/report.ts'
import { saveSampleCommunities } from '#test/support/register.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('seed')
  await inTransaction(shell.database.db, (tx) => saveSampleCommunities(tx))
})
afterAll(() => shell.database.close())

type Kind =
  | 'contracts'
  | 'facilities'
  | 'events'
  | 'fees'
  | 'revenue'
  | 'funds'
  | 'orders'
  | 'disclosures'
  | 'services'
  | 'service-done'
  | 'report'

/** The template's example row with other values, one object per row. */
async function sheet(kind: Kind, ...rows: Record<string, OutCell>[]): Promise<string> {
  const { columns, sheet: name } = forms[kind]
  const file = `${kind}-${Math.random().toString(36).slice(2)}.xlsx`
  const cells = rows.map((row) => columns.map(({ title, example }) => row[title] ?? (row[title] === null ? '' : example)))
  const titles = columns.map(({ title }) => title)
  await writeFile(join(shell.cwd, file), await writeWorkbook([{ name, titles, rows: cells, widths: titles.map(() => 12) }]))
  return file
}
const run = async (kind: Kind, ...rows: Record<string, OutCell>[]) => shell.run(`import ${kind} ${await sheet(kind, ...rows)}`)

describe.each<Kind>([
  'contracts',
  'facilities',
  'events',
  'fees',
  'revenue',
  'funds',
  'orders',
  'disclosures',
  'services',
  'service-done',
  'report',
])('%s', (kind) => {
  test('the template comes back in: dry, then once, then without a change', async () => {
    await shell.run(`template ${kind} --out t.xlsx`)
    expect((await shell.run(`import ${kind} t.xlsx --dry-run`)).lines.at(-1)).toBe('试导入，没有改动：新增1，更新0，不变0。')
    expect((await shell.run(`import ${kind} t.xlsx`)).lines.at(-1)).toBe('已导入：新增1，更新0，不变0。')
    expect((await shell.run(`import ${kind} t.xlsx`)).lines).toEqual(['已导入：新增0，更新0，不变1。'])
  })

  test('one row of an unknown estate keeps every row out', async () => {
    const bad = await run(
      kind,
      { 小区: 'sample-garden' },
      {
        小区: '无此小区',
        设备编号: '9',
        合同编号: '9',
        公示项目: 'D9',
        报告期: '2025年度',
        编号: '9',
        收费项目: '9',
        工单编号: '9',
        服务事项: '9',
      },
    )
    expect(bad.lines).toEqual(['第3行「小区」：名册中没有小区「无此小区」，请先导入小区名册。'])
    expect(bad.stderr).toBe('文件有1处问题，没有导入任何一行。\n')
  })
})

test('a service no contract asks for is not taken; a month is a month', async () => {
  const bad = await run('service-done', { 服务事项: '喷泉清洗' }, { 月份: '九月' })
  expect(bad.lines).toEqual(['第2行「服务事项」：服务频次中没有「喷泉清洗」，请先导入服务频次。', '第3行「月份」：应为月份，如2026年9月。'])
})

test('an entry of 公共收益 is added once and never overwritten, and fees stay out', async () => {
  const row = { 编号: 'pz-1', 金额: '100' }
  await run('revenue', row)
  expect((await run('revenue', { ...row, 金额: '200' })).lines).toEqual([
    '第2行「编号」：该编号已登记，内容不同；请先冲销原账目，再用新编号登记。',
  ])
  expect((await run('revenue', { 编号: 'pz-2', 说明: '物业费' })).lines[0]).toContain('应分开列账')
  expect((await run('revenue', { 编号: 'pz-3', 金额: '1.234' })).lines).toEqual(['第2行「金额」：应为金额，单位元，最多两位小数。'])
})

test('an order tells nothing about who called, and is not settled before it came', async () => {
  expect((await run('orders', { 工单编号: 'a', 问题分类: '张三13800000000' })).lines).toEqual([
    '第2行「问题分类」：只写分类，不得有来电人、电话、房号。',
  ])
  expect((await run('orders', { 工单编号: 'a', 办结日期: '2026-09-30' })).lines).toEqual(['第2行「办结日期」：不能早于受理日期。'])
})

test('a contract that ends before it begins', async () => {
  expect((await run('contracts', { 合同编号: 'x', 起始日: '2026-01-01', 届满日: '2025-12-31' })).lines).toEqual([
    '第2行「届满日」：不能早于起始日。',
  ])
})

test('what is published already changes only with a reason, and the version before stays', async () => {
  const row = { 小区: '示例花园', 公示项目: 'D18', 内容: '投放时间' }
  await run('disclosures', { ...row, 公示值: '7时至9时' })
  expect((await run('disclosures', { ...row, 公示值: '6时至9时' })).lines).toEqual([
    '第2行「更正原因」：已公示第1版，内容不同，须写明更正原因。',
  ])
  expect((await run('disclosures', { ...row, 公示值: '6时至9时', 更正原因: '夏季提前' })).lines.at(-1)).toContain('更新1')
  const versions = await listDisclosureVersions(shell.database.db, 'sample-garden', 'D18')
  expect(versions.map(({ version, lines, correctionReason }) => [version, lines[0]!.value, correctionReason])).toEqual([
    [2, '6时至9时', '夏季提前'],
    [1, '7时至9时', null],
  ])
})

test('公共收益 mixed with fees is not published', async () => {
  const row = { 小区: '示例花园', 公示项目: 'D5', 内容: '物业费及公共收益', 公示值: '300万元' }
  expect((await run('disclosures', row)).lines[0]).toContain('公共收益应单独列账')
  expect(await listDisclosureVersions(shell.database.db, 'sample-garden', 'D5')).toEqual([])
})

test('a report that contradicts itself is refused with every reason, and nothing of it stays', async () => {
  const period = { 小区: '示例花园', 报告期: '2026年9月' }
  const none = { 计划数: '', 完成数: '' }
  const bad = await run(
    'report',
    { ...period, 指标: '绿化养护', 数值: '8', 计划数: '6', 完成数: '8' },
    { ...period, ...none, 指标: '物业费收缴率', 数值: '103', 单位: '%' },
    { ...period, ...none, 指标: '停车收入', 数值: '2', 单位: '万元', 章节: '收支' },
    { ...period, ...none, 指标: '收入合计', 数值: '3', 单位: '万元', 章节: '收支' },
  )
  expect(bad.lines).toEqual([
    '第2行「数值」：「绿化养护」完成数8大于计划数6，请在说明中写明原因。',
    '第3行「数值」：「物业费收缴率」103%超过100%。',
    '第5行「数值」：「收入合计」合计3万元与各项之和不一致。',
  ])
  expect(await findReport(shell.database.db, 'sample-garden-2026-09')).toBeUndefined()
})

test('a report is corrected openly', async () => {
  const row = { 小区: '示例花园', 报告期: '2026年8月', 数值: '90' }
  await run('report', row)
  await run('report', { ...row, 数值: '91', 完成数: '91', 更正原因: '补录一次' })
  const now = await findReport(shell.database.db, 'sample-garden-2026-08')
  const [before] = await listReportVersions(shell.database.db, 'sample-garden-2026-08')
  expect(now).toMatchObject({ version: 2, status: 'reviewed', correctionReason: '补录一次', publishedAt: null })
  expect([before!.version, before!.sections[0]!.figures[0]!.value, now!.sections[0]!.figures[0]!.value]).toEqual([1, '90', '91'])
  expect(before!.hash).not.toBe(now!.hash)
})
