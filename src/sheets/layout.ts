import type { OutSheet } from './write.ts'

/** What the library does not write itself: filter buttons, and A4 across with the header on every page and page numbers below. */
export const layout = (sheets: OutSheet[]) => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string, _options: unknown, { sheetIndex }: { sheetIndex: number }) => sheetXml(xml, sheets[sheetIndex]!),
      },
      'xl/workbook.xml': { transform: (xml: string) => xml.replace('<definedNames/>', printTitles(sheets)) },
    },
  },
})

const page =
  '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter>'

/** The parts of a sheet stand in the order the format prescribes: properties first, then rows, filter and page. */
function sheetXml(xml: string, { titles, rows, filter }: OutSheet): string {
  const buttons = filter ? `<autoFilter ref="A1:${letters(titles.length)}${rows.length + 1}"/>` : ''
  return xml
    .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
    .replace('</sheetData>', `</sheetData>${buttons}${page}`)
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", "''")

const printTitles = (sheets: OutSheet[]): string =>
  `<definedNames>${sheets
    .map(({ name }, index) => `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escaped(name)}'!$1:$1</definedName>`)
    .join('')}</definedNames>`

/** 1 → A, 27 → AA */
const letters = (column: number): string =>
  column > 26 ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1) : String.fromCharCode(64 + column)
