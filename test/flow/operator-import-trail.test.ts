import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OutCell, writeWorkbook } from '#src/sheets/write.ts'
import { listAuditAfter } from '#storage/repositories/audit.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('seed')
  await put('单位', ['单位名称', '别名', '类别'], [['甲街道', '', '街镇']])
  await shell.run('import units in.xlsx')
  await put('小区', ['小区编号', '小区名称', '街镇'], [['dongli', '东里', '甲街道']])
  await shell.run('import communities in.xlsx')
})
afterAll(() => shell.database.close())

const put = async (name: string, titles: string[], rows: OutCell[][]) =>
  writeFile(join(shell.cwd, 'in.xlsx'), await writeWorkbook([{ name, titles, rows, widths: titles.map(() => 12) }]))

/** What the newest `count` lines of the trail say. */
const trail = async (count: number) =>
  (await listAuditAfter(shell.database.db, 0, 1000)).slice(-count).map(({ actor, action, subject, before, after, source }) => ({
    actor,
    what: `${action} ${subject.replace(/p-[0-9a-f]+/, 'p-…')}`,
    before: JSON.parse(before ?? 'null'),
    after: JSON.parse(after ?? 'null'),
    source: source.replace(/[0-9a-f]{16}/, '…'),
  }))

type Case = {
  kind: string
  sheet: string
  titles: string[]
  rows: [first: OutCell[], then: OutCell[]]
  what: [string, string]
  changed: [object, object]
}

test.each<Case>([
  {
    kind: 'units',
    sheet: '单位',
    titles: ['单位名称', '别名', '类别'],
    rows: [
      ['乙街道', '乙办', '街镇'],
      ['乙街道', '乙办、乙街办', '街镇'],
    ],
    what: ['unit.add unit:haidian/乙街道', 'unit.change unit:haidian/乙街道'],
    changed: [{ aliases: ['乙办'] }, { aliases: ['乙办', '乙街办'] }],
  },
  {
    kind: 'members',
    sheet: '人员',
    titles: ['渠道', '用户编号', '单位', '角色', '姓名', '截止日期'],
    rows: [
      ['飞书', 'ou_zhang', '区房管局', '联络员', '张工'],
      ['飞书', 'ou_zhang', '区房管局', '单位负责人', '张工', '2026-12-31'],
    ],
    what: ['member.add member:p-…', 'member.change member:p-…'],
    changed: [
      { role: 'liaison', untilOn: null },
      { role: 'head', untilOn: '2026-12-31' },
    ],
  },
  {
    kind: 'tasks',
    sheet: '任务',
    titles: ['序号', '任务描述', '完成时限', '牵头单位'],
    rows: [
      [901, '甲', '2026年6月底前', '区房管局'],
      [901, '甲', '2026年9月底前', '区房管局'],
    ],
    what: ['task.add task:haidian-2025/901', 'task.change task:haidian-2025/901'],
    changed: [{ deadline: '2026年6月底前' }, { deadline: '2026年9月底前' }],
  },
  {
    kind: 'communities',
    sheet: '小区',
    titles: ['小区编号', '小区名称', '街镇', '户数'],
    rows: [
      ['xili', '西里', '甲街道', 300],
      ['xili', '西里', '甲街道', 312],
    ],
    what: ['community.add community:xili', 'community.change community:xili'],
    changed: [{ households: 300 }, { households: 312 }],
  },
  {
    kind: 'facilities',
    sheet: '设施设备',
    titles: ['小区', '设备编号', '设备类型', '检验到期日', '维保电话'],
    rows: [
      ['东里', 'DT-1', '电梯', '2026-12-31', ''],
      ['东里', 'DT-1', '电梯', '2027-12-31', ''],
    ],
    what: ['facility.add facility:dongli/DT-1', 'facility.change facility:dongli/DT-1'],
    changed: [{ inspectionDueOn: '2026-12-31' }, { inspectionDueOn: '2027-12-31' }],
  },
  {
    kind: 'indicators',
    sheet: '诉求',
    titles: ['月份', '街镇', '诉求件数'],
    rows: [
      ['2026-10', '甲街道', 48],
      ['2026-10', '甲街道', 49],
    ],
    what: ['appeal.import appeal:haidian/2026-10/甲街道', 'appeal.import appeal:haidian/2026-10/甲街道'],
    changed: [expect.objectContaining({ count: 48 }), expect.objectContaining({ count: 49 })],
  },
])('import $kind: each changed row stands in the trail with its file and row, the same again with none', async (given) => {
  const { kind, sheet, titles, rows, what, changed } = given
  await put(sheet, titles, [rows[0]])
  expect((await shell.run(`import ${kind} in.xlsx`)).stdout).toContain('已导入：新增1，更新0，不变0。')
  const source = 'in.xlsx sha256:… 第2行'
  expect(await trail(1)).toEqual([expect.objectContaining({ actor: 'operator', what: what[0], before: null, source })])
  await put(sheet, titles, [rows[1]])
  expect((await shell.run(`import ${kind} in.xlsx`)).stdout).toContain('已导入：新增0，更新1，不变0。')
  expect(await trail(1)).toEqual([{ actor: 'operator', what: what[1], before: changed[0], after: changed[1], source }])
  const all = await listAuditAfter(shell.database.db, 0, 1000)
  expect((await shell.run(`import ${kind} in.xlsx`)).stdout).toBe('已导入：新增0，更新0，不变1。\n')
  expect(await listAuditAfter(shell.database.db, 0, 1000)).toEqual(all)
})

test('a ledger row and its proof: the row of the file, not its author’s words', async () => {
  const titles = ['台账', '名称', '街镇', '管理模式', '共同决定']
  await put('台账', titles, [['引入物业', '南里', '甲街道', '失管', '2026-05-10 双过半通过']])
  await shell.run('import ledger in.xlsx')
  const [added, proved] = await trail(2)
  expect(added).toMatchObject({ after: { state: 'listed', data: { mode: '失管' } }, source: 'in.xlsx sha256:… 第2行' })
  expect(proved).toMatchObject({ after: { proof: 'decision', on: '2026-05-10' }, source: 'in.xlsx sha256:… 第2行' })
  const written = JSON.stringify(await listAuditAfter(shell.database.db, 0, 1000))
  expect(written).not.toMatch(/双过半通过|张工|ou_zhang/)
  expect((await shell.run('audit verify')).stdout).toMatch(/^审计记录完整/)
})
