import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { openBrowser } from './browser.ts'

/** A Word document of paragraphs and, where an array of rows stands, a table. */
export async function makeDocx(content: (string | string[][])[]): Promise<Buffer> {
  const children = content.map((part) => (typeof part === 'string' ? new Paragraph(part) : tableOf(part)))
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}

const tableOf = (rows: string[][]) =>
  new Table({
    rows: rows.map((cells) => new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) })),
  })

/** A PDF with a text layer, printed by a real browser as A4 with page numbers. */
export async function printPdf(html: string): Promise<Buffer> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.setContent(`<html lang="zh"><body style="font:16px sans-serif;line-height:2">${html}</body></html>`)
    const footer = '<div style="font-size:10px;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>'
    const margin = { top: '25mm', bottom: '25mm', left: '28mm', right: '26mm' }
    return await page.pdf({ format: 'A4', displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: footer, margin })
  } finally {
    await browser.close()
  }
}
