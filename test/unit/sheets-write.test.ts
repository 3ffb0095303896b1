import { expect, test } from 'vitest'
import { readRows } from '#src/sheets/read.ts'
import { unzip } from '#src/sheets/unzip.ts'
import { writeWorkbook } from '#src/sheets/write.ts'

const titles = Array.from({ length: 28 }, (_, n) => `列${n + 1}`)
const file = await writeWorkbook([
  { name: '任务', titles, rows: [['甲', { day: '2026-02-28' }, 3], ['=1+1']], widths: titles.map(() => 14), filter: true },
  { name: '甲’s & 乙', titles: ['名称'], rows: [['甲']], widths: [9] },
])
const parts = unzip(file)
const sheet = (n: number) => parts.get(`xl/worksheets/sheet${n}.xml`)!

test('header frozen, widths as given, filter over all columns', () => {
  expect(sheet(1)).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
  expect(sheet(1)).toContain('<col min="28" max="28" width="14" customWidth="1"/>')
  expect(sheet(1)).toContain('<autoFilter ref="A1:AB3"/>')
  expect(sheet(2)).not.toContain('autoFilter')
})

test('a day is a date cell with the format of a date, a number a number, no text becomes a formula', async () => {
  const [, style, serial] = /<c r="B2" s="(\d+)"><v>(\d+)<\/v>/.exec(sheet(1))!
  expect(serial).toBe('46081')
  const styles = parts.get('xl/styles.xml')!
  const format = styles.match(/<xf [^>]*>/g)![Number(style)]!
  expect(styles).toContain(`numFmtId="${/numFmtId="(\d+)"/.exec(format)![1]}" formatCode="yyyy-mm-dd"`)
  expect(sheet(1)).toMatch(/<c r="C2"[^>]*><v>3<\/v>/)
  expect(sheet(1)).not.toContain('<f>')
  expect((await readRows(file, '任务')).map(({ cells }) => cells.slice(0, 3))).toEqual([
    ['列1', '列2', '列3'],
    ['甲', '2026-02-28', '3'],
    ['=1+1', '', ''],
  ])
})

test('prints on A4 across, all columns on a page, the header again on each, pages numbered', () => {
  for (const xml of [sheet(1), sheet(2)]) {
    const order = ['<sheetPr>', '<sheetViews>', '<sheetData>', '<pageMargins', '<pageSetup', '<headerFooter>'].map((part) =>
      xml.indexOf(part),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(0)
    expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
  }
  expect(sheet(1).indexOf('<autoFilter')).toBeLessThan(sheet(1).indexOf('<pageMargins'))
  const book = parts.get('xl/workbook.xml')!
  expect(book).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="0">'任务'!$1:$1</definedName>`)
  expect(book).toContain(`localSheetId="1">'甲’s &amp; 乙'!$1:$1</definedName>`)
})
