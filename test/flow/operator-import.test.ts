import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRows } from '#src/sheets/read.ts'
import { type OutCell, writeWorkbook } from '#src/sheets/write.ts'
import { insertProgress } from '#storage/repositories/work.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.database.close())

async function sheet(file: string, name: string, titles: string[], ...rows: OutCell[][]): Promise<string> {
  await writeFile(join(shell.cwd, file), await writeWorkbook([{ name, titles, rows, widths: titles.map(() => 12) }]))
  return file
}

const counts = async (line: string) => {
  const { added, changed, same } = (await shell.run(`${line} --json`)).json.at(-1)!
  return [added, changed, same]
}

describe.each(['tasks', 'schedules', 'units', 'members', 'communities'])('%s', (kind) => {
  test('the template comes back in, first dry, then once, and again without a change', async () => {
    const own = await openShell()
    await own.run(`template ${kind} --out t.xlsx`)
    const dry = await own.run(`import ${kind} t.xlsx --dry-run --json`)
    expect(dry.json.at(-1)).toEqual({ added: 1, changed: 0, same: 0, dryRun: true })
    expect((await own.run(`import ${kind} t.xlsx --json`)).json.at(-1)).toEqual({ added: 1, changed: 0, same: 0, dryRun: false })
    expect((await own.run(`import ${kind} t.xlsx`)).stdout).toBe('已导入：新增0，更新0，不变1。\n')
    await own.database.close()
  })
})

describe('all or nothing', () => {
  test('one bad row keeps every row out, and every problem is listed', async () => {
    const file = await sheet(
      'bad.xlsx',
      '单位',
      ['单位名称', '别名', '类别'],
      ['甲街道', '甲办', '街镇'],
      ['乙街道', '甲办', '街镇'],
      ['丙街道', '', '乡'],
      ['甲街道', '', '街镇'],
      ['丁镇', '各街镇、房管局', '街镇'],
    )
    const { code, lines, stderr } = await shell.run(`import units ${file}`)
    expect([code, stderr]).toEqual([1, '文件有6处问题，没有导入任何一行。\n'])
    expect(lines).toEqual([
      '第2行「别名」：「甲办」已是「乙街道」的名称或别名。',
      '第3行「别名」：「甲办」已是「甲街道」的名称或别名。',
      '第4行「类别」：应为委办局、街镇、社区、企业之一。',
      '第5行「单位名称」：与第2行重复。',
      '第6行：「各街镇」指全部街镇，不能作为单位名称或别名。',
      '第6行「别名」：「房管局」已是「区房管局」的名称或别名。',
    ])
    expect((await shell.run('due --on 2026-11-23 --unit 甲街道')).code).toBe(1)
    expect((await shell.run(`import units ${file} --json`)).json[3]).toEqual({ row: 5, column: '单位名称', problem: '与第2行重复。' })
  })

  test('a hundred problems are listed, the rest counted', async () => {
    const file = await sheet('many.xlsx', '单位', ['单位名称', '类别'], ...Array.from({ length: 130 }, (_, n) => [`单位${n}`, '？']))
    const { lines, stderr } = await shell.run(`import units ${file}`)
    expect(lines).toHaveLength(101)
    expect(lines.at(-1)).toBe('另有30处。')
    expect(stderr).toBe('文件有130处问题，没有导入任何一行。\n')
  })
})

test('what a row changes is named before it happens', async () => {
  await shell.run(
    `import units ${await sheet('a.xlsx', '单位', ['单位名称', '别名', '类别'], ['东街道', '东办', '街镇'], ['西街道', '', '街镇'])}`,
  )
  const again = await sheet(
    'b.xlsx',
    '单位',
    ['类别', '单位名称', '别名'],
    ['街镇', '东街道', '东办、东街办'],
    ['街镇', '西街道'],
    ['社区', '南社区'],
  )
  expect((await shell.run(`import units ${again} --dry-run`)).lines).toEqual([
    '第2行：更新 东街道',
    '第4行：新增 南社区',
    '试导入，没有改动：新增1，更新1，不变1。',
  ])
  expect(await counts(`import units ${again}`)).toEqual([1, 1, 1])
  expect(await counts(`import units ${again}`)).toEqual([0, 0, 3])
})

test('people and estates must belong to units of the register', async () => {
  const people = await sheet(
    'm.xlsx',
    '人员',
    ['渠道', '用户编号', '单位', '角色'],
    ['飞书', 'ou_9', '区气象台', '联络员'],
    ['飞书', 'ou_9', '房管局', '联络员'],
    ['飞书', 'ou_9', '区房管局', '单位负责人'],
  )
  expect((await shell.run(`import members ${people}`)).lines).toEqual([
    '第2行「单位」：名册中没有单位「区气象台」。',
    '第4行「用户编号」：与第3行重复。',
  ])
  const estates = await sheet('c.xlsx', '小区', ['小区编号', '小区名称', '街镇'], ['yuan', '园', '区房管局'])
  expect((await shell.run(`import communities ${estates}`)).lines).toEqual([
    '第2行「街镇」：名册中没有街镇「区房管局」，请先导入单位名册。',
  ])
})

describe('tasks', () => {
  test('dates are read anew from the words, a date cell is a date', async () => {
    const file = await sheet(
      'tasks.xlsx',
      '任务',
      ['序号', '任务描述', '工作要求', '完成时限', '牵头单位', '依据条款'],
      [901, '甲', '每季度检查不少于2次', '2026年6月底前', '房管局', 'haidian-2025/11'],
      [902, '乙', '', { day: '2026-03-31' }, '各街镇'],
      [903, '丙', '', '持续', '各街镇', 'nowhere/1'],
    )
    expect((await shell.run(`import tasks ${file}`)).lines).toEqual(['第4行「依据条款」：没有编号为「nowhere/1」的条款。'])
    const good = await sheet(
      'tasks.xlsx',
      '任务',
      ['序号', '任务描述', '工作要求', '完成时限', '牵头单位', '依据条款'],
      [901, '甲', '每季度检查不少于2次', '2026年6月底前', '房管局', 'haidian-2025/11'],
      [902, '乙', '', { day: '2026-03-31' }, '各街镇'],
    )
    expect(await counts(`import tasks ${good}`)).toEqual([2, 0, 0])
    const tasks = (await shell.run('tasks --json')).json
    expect(tasks.find(({ no }) => no === 901)).toMatchObject({
      lead: ['区房管局'],
      clause: 'haidian-2025/11',
      schedule: { milestones: [{ due: '2026-06-30' }] },
      requirementSchedule: { recurrences: [{ every: 'quarter', times: 2 }] },
    })
    expect(tasks.find(({ no }) => no === 902)).toMatchObject({ deadline: '2026-03-31', schedule: { milestones: [{ due: '2026-03-31' }] } })
    expect(tasks.filter(({ no }) => Number(no) <= 66)).toHaveLength(66)
  })

  test('the export holds the table and how it stands, and comes back in without a change', async () => {
    const own = await openShell()
    await own.run('seed')
    const report = {
      planId: 'haidian-2025',
      taskNo: 5,
      status: 'doing' as const,
      channel: 'lark' as const,
      userId: 'ou_1',
      source: 's',
      sourceMessageId: 'm',
    }
    const at = new Date('2026-11-20T10:00:00+08:00')
    await insertProgress(own.database.db, { ...report, occurrence: '5/2026@11-30', unit: '区房管局', percent: 30, at })
    await insertProgress(own.database.db, { ...report, occurrence: '5/2026@11-30', unit: '区房管局', percent: 80, remark: '已评选8个', at })
    expect((await own.run('export tasks --out out.xlsx')).stdout).toContain('已导出66行')
    const rows = await readRows(await readFile(join(own.cwd, 'out.xlsx')), '任务')
    expect(rows[0]!.cells).toEqual([
      '序号',
      '任务描述',
      '工作要求',
      '完成时限',
      '牵头单位',
      '配合单位',
      '依据条款',
      '下一节点',
      '时间安排',
      '最近上报',
      '最新进展',
    ])
    const fifth = rows[5]!.cells
    expect([fifth[0], ...fifth.slice(7)]).toEqual([
      '5',
      '2026-11-30',
      '每年，11-30前\n工作要求：每年（打造推出10个具有海淀特色的“社企融合”区级范例）',
      '2026-11-20',
      '区房管局 2026-11-20 推进中 80% 已评选8个',
    ])
    expect((await own.run('import tasks out.xlsx')).stdout).toBe('已导入：新增0，更新0，不变66。\n')
    await own.database.close()
  })
})

test.each([
  ['import units nothing.xlsx', '找不到文件「nothing.xlsx」。\n'],
  ['import units .', '「.」不是文件。\n'],
  ['template units --out no/such/folder.xlsx', '无法写入「no/such/folder.xlsx」（ENOENT）。\n'],
  ['import tasks a.xlsx', '工作表「单位」'],
])('%s is refused', async (line, said) => {
  const { code, stdout, stderr } = await shell.run(line)
  expect(code).toBe(1)
  if (line.includes('a.xlsx')) expect(stdout).toContain('缺少「序号」「任务描述」「完成时限」「牵头单位」')
  else expect([stdout, stderr]).toEqual(['', said])
})
