import { describe, expect, test } from 'vitest'
import { DomainError } from '#src/errors.ts'
import { readRows } from '#src/sheets/read.ts'
import { writeWorkbook } from '#src/sheets/write.ts'
import { bookOf, cellsXml, zipOf } from './sheets-zip.ts'

const read = (bytes: Uint8Array, sheet = '单位') => readRows(bytes, sheet)
const refusal = (bytes: Uint8Array) =>
  read(bytes).then(
    () => 'read',
    (error: unknown) => (error instanceof DomainError ? error.reply : `bug: ${String(error)}`),
  )

describe('what people save is read', () => {
  test('texts, numbers and dates as text; empty rows left out, row numbers kept', async () => {
    const file = await writeWorkbook([
      {
        name: '单位',
        titles: ['名称', '数', '日期'],
        rows: [['甲', 3, { day: '2026-02-28' }], [], ['  乙  ', 1.5, undefined]],
        widths: [9, 9, 9],
        filter: true,
      },
    ])
    expect(await read(file)).toEqual([
      { row: 1, cells: ['名称', '数', '日期'] },
      { row: 2, cells: ['甲', '3', '2026-02-28'] },
      { row: 4, cells: ['乙', '1.5', ''] },
    ])
  })

  test('the sheet of the right name among several; the only one whatever its name', async () => {
    const rows = cellsXml([['单位名称'], ['甲']])
    expect(await read(bookOf({ sheets: { 说明: cellsXml([['x']]), 单位: rows } }))).toHaveLength(2)
    expect(await read(bookOf({ sheets: { Sheet1: rows } }))).toHaveLength(2)
  })

  test('a text that looks like a formula is written as text', async () => {
    const file = await writeWorkbook([{ name: '单位', titles: ['名称'], rows: [['=1+1']], widths: [9] }])
    expect((await read(file))[1]).toEqual({ row: 2, cells: ['=1+1'] })
  })
})

const bomb = bookOf({ sheets: { 单位: `<!--${' '.repeat(70 * 1024 * 1024)}-->` } })
const header = cellsXml([['单位名称']])
const types = { name: '[Content_Types].xml', text: '<Types/>' }

test('a .csv file as Excel saves it: quotes, line breaks within, either encoding', async () => {
  const rows = [
    { row: 1, cells: ['单位名称', '类别'] },
    { row: 3, cells: ['甲"乙"，丙\n丁', '街镇'] },
  ]
  const text = '单位名称,类别\r\n,\r\n"甲""乙""，丙\n丁",街镇'
  expect(await read(Buffer.from(`\ufeff${text}`))).toEqual(rows)
  expect(await read(Buffer.from('b5a5ceb5c3fbb3c62cc0e0b1f00d0a', 'hex'))).toHaveLength(1)
  expect(await refusal(Buffer.from('a,"b'))).toContain('引号不成对')
})

test.each<[name: string, bytes: Uint8Array, said: string]>([
  ['an empty file', Buffer.alloc(0), '这不是 .xlsx 文件'],
  ['text', Buffer.from('单位名称 类别\n甲 街镇\n'.repeat(20)), '这不是 .xlsx 文件'],
  ['an old .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), '旧版 .xls'],
  ['another zip', zipOf([{ name: 'a.txt', text: 'x' }]), '这不是 .xlsx 文件'],
  ['a cut file', bookOf({ sheets: { 单位: header } }).subarray(0, 300), '这不是 .xlsx 文件'],
  ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1), '超过10MB'],
  ['a bomb that owns up', bomb, '解压后过大'],
  [
    'a bomb that lies',
    zipOf([types, { name: 'xl/workbook.xml', text: ' '.repeat(70 * 1024 * 1024), claimedSize: 900 }]),
    '这不是 .xlsx 文件',
  ],
  ['thousands of parts', zipOf(Array.from({ length: 1001 }, (_, n) => ({ name: `x/${n}.xml`, text: '' }))), '解压后过大'],
  ['a macro workbook', bookOf({ sheets: { 单位: header }, contentType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' }), '含有宏'],
  ['a hidden macro part', bookOf({ sheets: { 单位: header }, more: [{ name: 'xl/vbaProject.bin', text: 'x' }] }), '含有宏'],
  [
    'an entity declaration',
    bookOf({ sheets: { 单位: header }, more: [{ name: 'xl/sharedStrings.xml', text: '<!DOCTYPE x [<!ENTITY a "aa">]><sst/>' }] }),
    '不允许的内容',
  ],
  ['another sheet', bookOf({ sheets: { 人员: header, 说明: header } }), '没有名为「单位」的工作表，现有：人员、说明'],
  ['no sheet', bookOf({}), '没有名为「单位」的工作表，现有：无'],
  [
    'merged cells',
    bookOf({ sheets: { 单位: `${header}<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>` } }),
    'A2:A3 是合并单元格',
  ],
  [
    'a formula',
    bookOf({ sheets: { 单位: '<sheetData><row r="2"><c r="C5" t="str"><f>A1&amp;B1</f><v>甲</v></c></row></sheetData>' } }),
    'C5 是公式',
  ],
  ['a last row far down', bookOf({ sheets: { 单位: '<sheetData><row r="1048576"/></sheetData>' } }), '超过20000行'],
  [
    'a last column far out',
    bookOf({ sheets: { 单位: '<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>' } }),
    '超过100列',
  ],
  ['broken XML', bookOf({ sheets: { 单位: '<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>' } }), '无法读取'],
])('refused in one line: %s', async (_name, bytes, said) => {
  const line = await refusal(bytes)
  expect(line).toContain(said)
  expect(line).not.toContain('\n')
})
