import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createContext } from '#src/domain/context.ts'
import { closingKind, getEstate } from '#src/domain/ledger/estate.ts'
import { getStand } from '#src/domain/ledger/stand.ts'
import { readRows } from '#src/sheets/read.ts'
import { writeWorkbook } from '#src/sheets/write.ts'
import { ledgerPost } from '#src/views/ledger.ts'
import { estatePost } from '#src/views/ledger-close.ts'
import { inTransaction } from '#storage/db.ts'
import { findPlan } from '#storage/repositories/work.ts'
import { saveStreets } from '#test/support/register.ts'
import { openShell, type Shell } from '../operator-shell.ts'

/** Estates that were 销账 before the plan came into Duban, on 2026-11-23. */
let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('seed')
  await saveStreets(shell.database.db, ['甲街道'])
})
afterAll(() => shell.database.close())

const titles = ['台账', '名称', '街镇', '状态', '管理模式', '共同决定', '物业服务合同', '依合同收费', '历史销账日期']
const proofs = ['2025-05-10 双过半通过 甲业决〔2025〕2号', '2025-06-01 京房备20250601', '2025-07-05 首期收费 票据0012']
const closed = (name: string, on: string, mode = '市场化', given = proofs, state = '') => [
  '引入物业',
  name,
  '甲街道',
  state,
  mode,
  ...given,
  on,
]

async function importRows(rows: string[][], more = '') {
  await writeFile(join(shell.cwd, 'in.xlsx'), await writeWorkbook([{ name: '台账', titles, rows, widths: titles.map(() => 12) }]))
  return shell.run(`import ledger in.xlsx${more}`)
}
const wordsOf = (post: object) => JSON.stringify(post)
const ledger = () =>
  inTransaction(shell.database.db, async (tx) => {
    const policy = () => Promise.reject(new Error('not asked'))
    const now = new Date('2026-11-23T10:00:00+08:00')
    const ctx = createContext({ tx, actor: { type: 'operator' }, now, cause: 'test', publicUrl: '', calendar: loadCalendar(), policy })
    const plan = (await findPlan(tx, 'haidian-2025'))!
    const stand = await getStand(ctx, plan, closingKind)
    return {
      words: wordsOf(ledgerPost(plan, stand, '2026-11-23')),
      estate: wordsOf(estatePost(await getEstate(ctx, plan, { name: '东里' }))),
    }
  })

test('历史销账带日期和文号导入：计入2025年目标，注明历史导入，基数不动，重复导入不变', async () => {
  const rows = [
    closed('东里', '2025-08-01'),
    closed('西里', '2026-03-01', '市场化', proofs, '已销账'),
    ['引入物业', '南里', '甲街道', '', '失管'],
  ]
  expect((await importRows(rows, ' --dry-run')).lines).toEqual([
    '第2行：新增 老旧小区引入物业 东里（历史销账 2025-08-01）',
    '第3行：新增 老旧小区引入物业 西里（历史销账 2026-03-01）',
    '第4行：新增 老旧小区引入物业 南里',
    '试导入，没有改动：新增3，更新0，不变0。',
  ])
  await importRows(rows)
  expect((await importRows(rows)).stdout).toBe('已导入：新增0，更新0，不变3。\n')
  const { words, estate } = await ledger()
  expect(words).toContain('已销账2/477个')
  expect(words).toContain('2025年试点：1/60个')
  expect(words).toContain('其中历史导入2个，启用前（2026年11月23日）已销账')
  expect(words).toContain('来源 2026-11-23历史导入 第2行')
  expect(estate).toContain('2025年5月10日 双过半通过 甲业决〔2025〕2号')
  expect(estate).toContain('运维人员 历史导入：2025-08-01已销账')
  await shell.run('export ledger --out out.xlsx')
  const filed = await readRows(await readFile(join(shell.cwd, 'out.xlsx')), '老旧小区引入物业')
  expect(filed.find(({ cells }) => cells[1] === '东里')!.cells.slice(6, 10)).toEqual([
    '已销账',
    '2025-08-01',
    '2025-05-10',
    '双过半通过 甲业决〔2025〕2号',
  ])
})

test.each<[what: string, row: string[], line: string]>([
  ['没有证明', closed('北里', '2025-08-01', '市场化', ['', proofs[1]!, proofs[2]!]), '「共同决定」：历史销账须写明这项证明的日期和文号。'],
  ['证明晚于销账', closed('北里', '2025-07-01'), '「依合同收费」：2025-07-05晚于销账日期2025-07-01。'],
  ['启用以后的', closed('北里', '2026-11-23'), '「历史销账日期」：须早于启用日期2026-11-23，以后的销账请用「销账 北里」。'],
  ['写不成日期', closed('北里', '去年八月'), '「历史销账日期」：应为日期，如 2026-11-30。'],
  [
    '文件未明确能否销账的',
    closed('北里', '2025-08-01', '单位自管'),
    '「管理模式」：「单位自管」能否销账文件未明确，请先上账，由专班裁定。',
  ],
  ['别的台账', ['雨污错接', '北里', '甲街道', '', '', '', '', '', '2025-08-01'], '「历史销账日期」：雨污错接没有销账，请删去。'],
  ['没有日期而填已销账', closed('北里', '', '市场化', proofs, '已销账'), '「状态」：「已销账」须经三项证明和街镇、区级复核'],
  ['已导入的改日期', closed('东里', '2025-09-01'), '「状态」：「东里」已销账，不能作为历史销账导入。'],
  [
    '已导入的改证明',
    closed('东里', '2025-08-01', '市场化', [proofs[0]!, proofs[1]!, '2025-07-06 首期收费']),
    '证明不能改动；如需更正请先重开。',
  ],
])('不收：%s', async (_what, row, line) => {
  const { code, lines, stderr } = await importRows([['引入物业', '中里', '甲街道', '', '失管'], row])
  expect([code, stderr]).toEqual([1, expect.stringContaining('没有导入任何一行')])
  expect(lines.every((one) => one.startsWith('第3行'))).toBe(true)
  expect(lines.join('\n')).toContain(line)
  expect((await ledger()).words).not.toContain('中里')
})
