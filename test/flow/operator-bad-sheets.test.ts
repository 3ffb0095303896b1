import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeWorkbook } from '#src/sheets/write.ts'
import { listUnits } from '#storage/repositories/people.ts'
import { bookOf, cellsXml, zipOf } from '../unit/sheets-zip.ts'
import { openShell, type Shell } from './operator-shell.ts'

/** What bad files get: one clear line that names the place, and nothing of the file is kept. */
let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('seed')
})
afterAll(() => shell.database.close())

const titles = ['单位名称', '别名', '类别']
const good = ['甲街道', '甲办', '街镇']
const written = (rows: string[][], header = titles) => writeWorkbook([{ name: '单位', titles: header, rows, widths: header.map(() => 12) }])
const sheet = (xml: string) => bookOf({ sheets: { 单位: xml } })
const cells = cellsXml([titles, good])
const compound = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), Buffer.from(stream, 'utf16le'), Buffer.alloc(512)])
const macro = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
const formula =
  '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>单位名称</t></is></c></row><row r="2"><c r="B2"><f>A2</f><v>1</v></c></row></sheetData>'
const many = (count: number, kind: (n: number) => string) => Array.from({ length: count }, (_, n) => [`${n}街道`, '', kind(n)])

type Case = [what: string, file: string, bytes: () => Buffer | Promise<Buffer>, lines: string[]]

describe('one line each, and nothing half done', () => {
  test.each<Case>([
    [
      '合并单元格',
      '名册.xlsx',
      () => sheet(`${cells}<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>`),
      ['工作表「单位」的 A2:A3 是合并单元格，请取消合并后再导入。'],
    ],
    ['公式', '名册.xlsx', () => sheet(formula), ['工作表「单位」的 B2 是公式，请复制后粘贴为数值再导入。']],
    [
      '表头错一列',
      '名册.xlsx',
      () => written([good], ['单位名称', '别称', '类别']),
      ['第1行「别称」：没有这一列，可用的列：单位名称、别名、类别、顺序。'],
    ],
    [
      '去年的模板',
      '名册.xlsx',
      () => written([['甲街道', '街镇', '张工', '1']], ['机构', '性质', '负责人', '电话']),
      [
        '第1行：表头与现在的模板不符：缺少「单位名称」「类别」，多出「机构」「性质」「负责人」「电话」。请用新的模板填写，可用的列：单位名称、别名、类别、顺序。',
      ],
    ],
    [
      '一万行里错一行',
      '名册.xlsx',
      () => written(many(10_000, (n) => (n === 9_998 ? '乡' : '街镇'))),
      ['第10000行「类别」：应为委办局、街镇、社区、企业之一。'],
    ],
    ['两万行以上', '名册.xlsx', () => written(many(20_001, () => '街镇')), ['工作表「单位」超过20000行，请拆分或删去末尾的空行。']],
    ['宏', '名册.xlsm', () => bookOf({ sheets: { 单位: cells }, contentType: macro }), ['文件含有宏，请另存为不含宏的 .xlsx 文件。']],
    [
      '改了后缀的宏',
      '名册.xlsx',
      () => bookOf({ sheets: { 单位: cells }, more: [{ name: 'xl/vbaProject.bin', text: 'x' }] }),
      ['文件含有宏，请另存为不含宏的 .xlsx 文件。'],
    ],
    [
      '不是压缩包',
      '名册.xlsx',
      () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      [expect.stringMatching(/^(这|文件)不是 \.xlsx/)],
    ],
    ['别的压缩包', '名册.xlsx', () => zipOf([{ name: '名册.csv', text: '甲' }]), ['这不是 .xlsx 文件，或文件已损坏。']],
    ['压缩炸弹', '名册.xlsx', () => sheet(`<!--${' '.repeat(70 * 1024 * 1024)}-->`), ['文件解压后过大，请删去多余内容后再导入。']],
    ['有密码', '名册.xlsx', () => compound('EncryptedPackage'), ['文件有密码保护，请去掉密码后再导入。']],
    ['旧版', '名册.xls', () => compound('Workbook'), ['这是旧版 .xls 文件，请另存为 .xlsx 文件。']],
    ['空文件', '名册.xlsx', () => Buffer.alloc(0), [expect.stringMatching(/^这不是 \.xlsx|^第1行：工作表是空的/)]],
    ['空表', '名册.xlsx', () => sheet('<sheetData/>'), ['第1行：工作表是空的，请按模板填写。']],
    ['只有表头', '名册.xlsx', () => written([]), ['第2行：没有数据行。']],
    ['重复的行', '名册.xlsx', () => written([good, ['乙街道', '', '街镇'], good]), ['第4行「单位名称」：与第2行重复。']],
  ])('%s', async (_what, file, bytes, expected) => {
    await writeFile(join(shell.cwd, file), await bytes())
    const before = await listUnits(shell.database.db, 'haidian')
    const { code, lines, stderr } = await shell.run(`import units ${file}`)
    expect(code).toBe(1)
    const said = lines.length > 0 ? lines : [stderr.trimEnd()]
    expect(said).toEqual(expected)
    if (lines.length > 0) expect(stderr).toBe(`文件有${expected.length}处问题，没有导入任何一行。\n`)
    expect(await listUnits(shell.database.db, 'haidian')).toEqual(before)
  })
})

describe('dates as people type them', () => {
  const header = ['渠道', '用户编号', '单位', '角色', '截止日期']
  const importDay = async (day: string) => {
    const rows = [['飞书', 'ou_1', '区房管局', '联络员', day]]
    await writeFile(join(shell.cwd, 'm.xlsx'), await writeWorkbook([{ name: '人员', titles: header, rows, widths: header.map(() => 12) }]))
    return (await shell.run('import members m.xlsx --dry-run')).lines
  }

  test.each(['2026-01-05', '2026-1-5', '2026/1/5', '2026.1.5', '2026年1月5日', '２０２６－０１－０５', '2026-01-05 00:00:00'])(
    '%s',
    async (day) => expect((await importDay(day)).at(-1)).toBe('试导入，没有改动：新增1，更新0，不变0。'),
  )

  test.each(['2026-02-30', '46027', '明年一月', '2026-01', '01/05/2026'])('%s is none', async (day) =>
    expect(await importDay(day)).toEqual(['第2行「截止日期」：应为日期，如 2026-11-30。']),
  )
})
