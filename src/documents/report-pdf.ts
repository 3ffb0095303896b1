import PDFDocument from 'pdfkit'
import type { Report } from '#src/domain/reports/report.ts'
import { columns, contentOf, type ReportContent, shares } from './report-content.ts'

const margin = { top: 72, bottom: 72, left: 62, right: 62 }
const [pageWidth, pageHeight] = [595.28, 841.89]
const inner = pageWidth - margin.left - margin.right
const [ink, soft, rule, tint] = ['#1c2430', '#5a6675', '#8a94a0', '#e6edf6']
const padding = 4

/** Every character the file will show, so that a font can be cut to them. */
export const lettersOf = (report: Report): string => JSON.stringify([contentOf(report), columns, '未提供第页共项目内容—'])

/** A report as A4 pages for the files. `fonts`: regular and bold. */
export function renderReportPdf(report: Report, [regular, bold]: string[]): Promise<Buffer> {
  const content = contentOf(report)
  const info = { Title: `${content.subtitle}${content.title}`, Author: report.preparedBy, Creator: '督办', Keywords: report.hash }
  const doc = new PDFDocument({ size: 'A4', margins: margin, info, lang: 'zh-CN', bufferPages: true, font: regular! })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<Buffer>((resolve) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)))
  })
  doc.registerFont('regular', regular!).registerFont('bold', bold!)
  write(doc, content)
  numberPages(doc)
  doc.end()
  return ended
}

type Doc = InstanceType<typeof PDFDocument>

function write(doc: Doc, { title, subtitle, facts, sections, notes }: ReportContent): void {
  doc.font('bold').fontSize(22).fillColor(ink).text(title, { align: 'center' })
  doc.moveDown(0.3).font('regular').fontSize(14).text(subtitle, { align: 'center' }).moveDown()
  table(doc, undefined, [1, 4], facts)
  for (const section of sections) {
    if (doc.y > pageHeight - margin.bottom - 80) doc.addPage()
    doc.moveDown().font('bold').fontSize(13).fillColor(ink).text(section.title, margin.left).moveDown(0.4)
    if (section.rows.length > 0) table(doc, columns, shares, section.rows)
    else doc.font('regular').fontSize(11).text('未提供')
    if (section.note) doc.moveDown(0.3).font('regular').fontSize(9.5).fillColor(soft).text(section.note, margin.left)
  }
  doc.moveDown()
  for (const note of notes)
    doc.font('regular').fontSize(9).fillColor(soft).text(note, margin.left, undefined, { width: inner }).moveDown(0.3)
}

/** Rows stay whole; the head is said again on every page. */
function table(doc: Doc, head: string[] | undefined, parts: number[], rows: string[][]): void {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  const widths = parts.map((part) => (inner * part) / whole)
  const draw = (cells: string[], isHead: boolean) => {
    doc.font(isHead ? 'bold' : 'regular').fontSize(10)
    const height = Math.max(...cells.map((cell, at) => doc.heightOfString(cell, { width: widths[at]! - 2 * padding }))) + 2 * padding
    if (doc.y + height > pageHeight - margin.bottom) {
      doc.addPage()
      if (head && !isHead) draw(head, true)
      doc.font('regular').fontSize(10)
    }
    const top = doc.y
    let left = margin.left
    for (const [at, cell] of cells.entries()) {
      const width = widths[at]!
      doc.lineWidth(0.5).rect(left, top, width, height)
      if (isHead) doc.fillAndStroke(tint, rule)
      else doc.stroke(rule)
      doc.fillColor(ink).text(cell, left + padding, top + padding, { width: width - 2 * padding })
      left += width
    }
    doc.x = margin.left
    doc.y = top + height
  }
  if (head) draw(head, true)
  for (const row of rows) draw(row, false)
}

function numberPages(doc: Doc): void {
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    doc.page.margins.bottom = 0
    doc.font('regular').fontSize(9).fillColor(soft)
    doc.text(`第${page + 1}页 共${count}页`, margin.left, pageHeight - 48, { width: inner, align: 'center', lineBreak: false })
  }
}
