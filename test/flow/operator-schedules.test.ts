import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRows } from '#src/sheets/read.ts'
import { writeWorkbook } from '#src/sheets/write.ts'
import { listAuditAfter } from '#storage/repositories/audit.ts'
import { openShell, type Shell } from './operator-shell.ts'

const titles = ['序号', '原文完成时限', '更正为', '理由', '决定人']

async function importRows(shell: Shell, rows: string[][], more = '') {
  await writeFile(join(shell.cwd, '更正.xlsx'), await writeWorkbook([{ name: '时限更正', titles, rows, widths: titles.map(() => 12) }]))
  return shell.run(`import schedules 更正.xlsx${more}`)
}
const taskOf = async (shell: Shell, no: number) => (await shell.run('tasks --json')).json.find((task) => task.no === no)!

test('更正表：先预览再导入，原文并列，谁何时为何留痕，重新装载后仍在', async () => {
  const shell = await openShell()
  await shell.run('seed')
  const rows = [
    ['30', '持续落实', '2026年12月20日前', '专班会议纪要第3号', '李主任'],
    ['39', '', '每季度末月25日前', '专班会议纪要第3号', '李主任'],
  ]
  const before = await taskOf(shell, 30)
  expect((await importRows(shell, rows, ' --dry-run')).lines).toEqual([
    '第2行：新增 任务30：2026-12-20（李主任，专班会议纪要第3号）',
    '第3行：新增 任务39：每季度，第3个月25日前（李主任，专班会议纪要第3号）',
    '试导入，没有改动：新增2，更新0，不变0。',
  ])
  expect(await taskOf(shell, 30)).toEqual(before)

  expect((await importRows(shell, rows)).lines.at(-1)).toBe('已导入：新增2，更新0，不变0。')
  expect((await importRows(shell, rows)).stdout).toBe('已导入：新增0，更新0，不变2。\n')
  expect((await shell.run('due --on 2026-12-01 --unit 区房管局 --json')).json).toContainEqual(
    expect.objectContaining({ task: 30, due: '2026-12-20', daysLeft: 19 }),
  )
  const correction = { words: '2026年12月20日前', reason: '专班会议纪要第3号', by: '李主任', on: '2026-11-23' }
  await shell.run('seed')
  expect(await taskOf(shell, 30)).toEqual({
    ...before,
    correction: { ...correction, schedule: expect.objectContaining({ milestones: [{ due: '2026-12-20' }] }) },
  })

  rows[0]![2] = '2027年3月底前'
  expect((await importRows(shell, rows)).lines.at(-1)).toBe('已导入：新增0，更新1，不变1。')
  await shell.run('export tasks --out out.xlsx')
  const thirtieth = (await readRows(await readFile(join(shell.cwd, 'out.xlsx')), '任务'))[30]!.cells
  expect(thirtieth.slice(7, 9)).toEqual([
    '2027-03-31',
    expect.stringMatching(/^更正：2027-03-31（李主任，2026-11-23，专班会议纪要第3号）\n持续/),
  ])
  const trail = (await listAuditAfter(shell.database.db, 0, 100)).filter(({ action }) => action.startsWith('schedule.'))
  expect(trail.map(({ action, source }) => [action, source.replace(/[0-9a-f]{16}/, '…')])).toEqual([
    ['schedule.approved', '更正.xlsx sha256:… 第2行'],
    ['schedule.approved', '更正.xlsx sha256:… 第3行'],
    ['schedule.withdrawn', '更正.xlsx sha256:… 第2行'],
    ['schedule.approved', '更正.xlsx sha256:… 第2行'],
  ])
  await shell.database.close()
})

test('更正表里有一处读不出，一行也不更正，每处各说一句', async () => {
  const shell = await openShell()
  await shell.run('seed')
  const { code, lines, stderr } = await importRows(shell, [
    ['30', '', '2026年12月20日前', '专班会议纪要第3号', '李主任'],
    ['30', '', '2026年12月25日前', '专班会议纪要第3号', '李主任'],
    ['930', '', '2026年12月20日前', '专班会议纪要第3号', '李主任'],
    ['31', '', '等一等再说', '专班会议纪要第3号', '李主任'],
    ['32', '', '2031年底前', '专班会议纪要第3号', '李主任'],
    ['33', '', '2026年底前', '', ''],
  ])
  expect([code, stderr]).toEqual([1, '文件有6处问题，没有导入任何一行。\n'])
  expect(lines).toEqual([
    '第3行「序号」：与第2行重复。',
    '第4行「序号」：方案里没有任务930。',
    '第5行「更正为」：没有读出「等一等再说」里的时限，请写明日期，如 2026年12月31日前，本次未更正。',
    '第6行「更正为」：2031年12月31日不在方案期（2025年1月1日至2027年12月31日）内，本次未更正。',
    '第7行「理由」：不能为空。',
    '第7行「决定人」：不能为空。',
  ])
  expect((await shell.run('tasks --json')).json.filter(({ correction }) => correction)).toEqual([])
  await shell.database.close()
})
