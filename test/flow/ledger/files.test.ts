import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRows } from '#src/sheets/read.ts'
import { type OutCell, writeWorkbook } from '#src/sheets/write.ts'
import { listLedgerItems, listLedgerProofs } from '#storage/repositories/ledger.ts'
import { saveStreets } from '#test/support/register.ts'
import { openShell, type Shell } from '../operator-shell.ts'

const plan = 'haidian-2025'

async function open(): Promise<Shell> {
  const shell = await openShell()
  await shell.run('seed')
  await saveStreets(shell.database.db, ['甲街道', '乙街道'])
  return shell
}

async function sheet(shell: Shell, name: string, titles: string[], rows: OutCell[][]): Promise<string> {
  await writeFile(join(shell.cwd, 'in.xlsx'), await writeWorkbook([{ name, titles, rows, widths: titles.map(() => 12) }]))
  return 'in.xlsx'
}

const titles = ['台账', '名称', '街镇', '状态', '管理模式', '户数', '设备代码', '共同决定', '物业服务合同', '依合同收费']
const estate = (name: string, more: OutCell[] = ['失管', 632]): OutCell[] => ['引入物业', name, '甲街道', '', ...more]

describe('ledgers from a sheet', () => {
  let shell: Shell
  beforeAll(async () => {
    shell = await open()
  })
  afterAll(() => shell.database.close())
  const items = () => listLedgerItems(shell.database.db, plan)

  test('the template comes back in, and again without a change', async () => {
    await shell.run('template ledger --out t.xlsx')
    expect((await shell.run('import ledger t.xlsx')).stdout).toContain('已导入：新增1，更新0，不变0。')
    expect((await shell.run('import ledger t.xlsx')).stdout).toBe('已导入：新增0，更新0，不变1。\n')
  })

  test('rows of several ledgers at once, with proofs, each with its source', async () => {
    const file = await sheet(shell, '台账', titles, [
      estate('东里', ['失管', 632, '', '2026-05-10 双过半通过', '2026-06-01 编号12']),
      estate('西里', ['单位自管']),
      ['电梯更新', '东里', '甲街道办', '已申报', '', '', '31101'],
      ['电梯更新', '东里', '甲街道办', '', '', '', '31102'],
    ])
    expect((await shell.run(`import ledger ${file} --dry-run`)).stdout).toContain('试导入，没有改动：新增4，更新0，不变0。')
    expect(await items()).toHaveLength(1)
    expect((await shell.run(`import ledger ${file}`)).stdout).toContain('已导入：新增4，更新0，不变0。')
    expect((await shell.run(`import ledger ${file}`)).stdout).toBe('已导入：新增0，更新0，不变4。\n')
    const east = (await items()).find(({ name, kind }) => name === '东里' && kind === 'property-service')!
    expect(east).toMatchObject({ state: 'doing', data: { mode: '失管', households: 632 }, source: '2026-11-23导入 第2行' })
    expect((await listLedgerProofs(shell.database.db, [east.id])).map(({ proof, on }) => [proof, on]).sort()).toEqual([
      ['contract', '2026-06-01'],
      ['decision', '2026-05-10'],
    ])
  })

  test('what is wrong is told row by row, and nothing half done', async () => {
    const before = await items()
    const file = await sheet(shell, '台账', titles, [
      estate('南里'),
      estate('南里'),
      ['引入物业', '北里', '丙街道', '', '失管'],
      ['引入物业', '北里', '甲街道', '已销账', '失管'],
      ['引入物业', '北里', '甲街道', '办好了', '失管'],
      ['引入物业', '中里', '甲街道', '', '失管', '', '', '双过半'],
      ['引入物业', '前里', '甲街道', '', '失管', '', '', '2027-05-10 双过半'],
      ['电动车', '后里', '甲街道', '', ''],
      ['电梯更新', '后里', '甲街道', '', ''],
      ['引入物业', '后里', '', '', '失管', '很多'],
    ])
    const { code, lines, stderr } = await shell.run(`import ledger ${file}`)
    expect([code, stderr]).toEqual([1, '文件有10处问题，没有导入任何一行。\n'])
    expect(lines).toEqual([
      '第3行「名称」：与第2行重复。',
      '第4行「街镇」：名册中没有街镇「丙街道」，请核对名称或先导入单位名册。',
      '第5行「状态」：「已销账」须经三项证明和街镇、区级复核，不能直接填写，请用「销账 北里」。',
      '第6行「状态」：老旧小区引入物业的状态应为上账、推进中、待裁定、待街镇复核、待区级复核、已销账之一。',
      '第7行「共同决定」：请写明业主共同决定选聘物业企业的日期和结果，如“2026-05-10 双过半通过”。',
      '第8行「共同决定」：2027-05-10还没有到。',
      expect.stringMatching(/^第9行「台账」：没有台账「电动车」/),
      '第10行「设备代码」：不能为空，如「31101101082005060001」。',
      '第11行「户数」：应为整数。',
      '第11行「街镇」：不能为空，如「示例一街道」。',
    ])
    expect(await items()).toEqual(before)
  })

  test('ten thousand rows in one go, every one in the trail', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n): OutCell[] => ['电梯更新', `大院${n % 400}`, '乙街道', '', '', '', `L${n}`])
    const file = await sheet(shell, '台账', titles, rows)
    expect((await shell.run(`import ledger ${file}`)).lines.at(-1)).toBe('已导入：新增10000，更新0，不变0。')
    const verified = (await shell.run('audit verify --json')).json.at(-1)!
    expect(verified.checked).toBeGreaterThan(10_000)
  })
})

describe('诉求 from a sheet', () => {
  let shell: Shell
  beforeAll(async () => {
    shell = await open()
  })
  afterAll(() => shell.database.close())
  const titles = ['月份', '街镇', '小区', '诉求件数', '基数', '基数口径', '主要问题']

  test('streets and estates of a month; the same again changes nothing, a correction one', async () => {
    const rows: OutCell[][] = [
      ['2026-10', '甲街道', '', 48, 150_000, '常住人口'],
      ['2026年10月', '乙街道办', '', 3],
      ['2026-10', '甲街道', '东里', 12, '', '', '停车、电梯'],
    ]
    expect((await shell.run(`import indicators ${await sheet(shell, '诉求', titles, rows)}`)).lines.at(-1)).toBe(
      '已导入：新增3，更新0，不变0。',
    )
    expect((await shell.run('import indicators in.xlsx')).lines.at(-1)).toBe('已导入：新增0，更新0，不变3。')
    rows[0]![3] = 49
    expect((await shell.run(`import indicators ${await sheet(shell, '诉求', titles, rows)}`)).lines.at(-1)).toBe(
      '已导入：新增0，更新1，不变2。',
    )
  })

  test.each<[string, OutCell[], string]>([
    ['a month there is not', ['2026-13', '甲街道', '', 1], '第2行「月份」：应为月份，如 2026-10。'],
    ['a street nobody registered', ['2026-10', '丙街道', '', 1], '第2行「街镇」：名册中没有街镇「丙街道」，请先导入单位名册。'],
    ['a base of no kind', ['2026-10', '甲街道', '', 1, 1000], '第2行「基数口径」：不能为空。'],
    ['a count that is none', ['2026-10', '甲街道', '', '很多'], '第2行「诉求件数」：应为整数。'],
  ])('%s', async (_what, row, line) => {
    const { code, lines } = await shell.run(`import indicators ${await sheet(shell, '诉求', titles, [row])}`)
    expect([code, lines[0]]).toEqual([1, line])
  })
})

describe('what a bureau files', () => {
  let shell: Shell
  beforeAll(async () => {
    shell = await open()
    const rows = [estate('东里', ['失管', 632, '', '2026-05-10 双过半通过']), ['点对点指导', '东里', '', '']]
    await shell.run(`import ledger ${await sheet(shell, '台账', titles, rows)}`)
  })
  afterAll(() => shell.database.close())

  test('a sheet for each ledger and one that sums up: frozen header, filter, dates as dates', async () => {
    expect((await shell.run('export ledger --out out.xlsx')).code).toBe(0)
    const bytes = await readFile(join(shell.cwd, 'out.xlsx'))
    const [header, row] = await readRows(bytes, '老旧小区引入物业')
    expect(header!.cells).toEqual([
      '街镇',
      '名称',
      '管理模式',
      '户数',
      '产权单位',
      '物业服务企业',
      '状态',
      '状态日期',
      '共同决定日期',
      '共同决定',
      '共同决定附件',
      '物业服务合同日期',
      '物业服务合同',
      '物业服务合同附件',
      '依合同收费日期',
      '依合同收费',
      '依合同收费附件',
      '来源',
      '更新日期',
    ])
    expect(row!.cells.slice(0, 10)).toEqual(['甲街道', '东里', '失管', '632', '', '', '推进中', '2026-11-23', '2026-05-10', '双过半通过'])
    const summary = await readRows(bytes, '汇总')
    expect(summary).toHaveLength(10)
    expect(summary[1]!.cells.slice(0, 6)).toEqual([
      '老旧小区引入物业',
      '已销账0/477个',
      '477',
      '1',
      '2025年试点：0/60个，时限2025-12-31\n2027年全覆盖：0/477个，时限2027-12-31',
      '2026-11-23',
    ])
    expect((await readRows(bytes, '点对点指导'))[1]!.cells[2]).toBe('2026-11-23')
  })

  test('the trail as a sheet, and the verdict with the end of the chain', async () => {
    expect((await shell.run('export audit --out audit.xlsx')).code).toBe(0)
    const rows = await readRows(await readFile(join(shell.cwd, 'audit.xlsx')), '审计记录')
    expect(rows[1]!.cells.slice(0, 4)).toEqual(['1', '2026-11-23', '10:00', 'operator'])
    expect(rows[1]!.cells).toHaveLength(11)
    const { stdout } = await shell.run('audit verify')
    expect(stdout).toMatch(new RegExp(`^审计记录完整：共${rows.length - 1}条，链尾 ${rows.length - 1}:[0-9a-f]{64}\\n$`))
    const head = /链尾 (\S+)/.exec(stdout)![1]
    expect((await shell.run(`audit verify --expect ${head}`)).code).toBe(0)
    expect((await shell.run('audit verify --expect 12')).code).toBe(2)
  })

  test('a tampered row is named, and the verb fails', async () => {
    await shell.database.db.execute(sql`alter table audit_event disable trigger all`)
    await shell.database.db.execute(sql`update audit_event set after = '{}' where seq = 1`)
    const { code, lines, stderr } = await shell.run('audit verify')
    expect(code).toBe(1)
    expect(lines[0]).toMatch(/^第1条被改动：2026-11-23 10:00 /)
    expect(stderr).toMatch(/^审计记录有1处不一致，共核验\d+条。\n$/)
  })
})
