import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'

/** The look of an office paper (GB/T 9704): A4, 仿宋 三号, headings in 黑体, page number below. Sizes are half points, lengths twips. */

const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: 'Times New Roman' })
const body = font('仿宋')
const page = { width: 11906, height: 16838 }
const margin = { top: 2098, bottom: 1984, left: 1588, right: 1474 }
const lineWidth = page.width - margin.left - margin.right

export const title = (text: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.TITLE,
    alignment: AlignmentType.CENTER,
    spacing: { line: 640, after: 240 },
    children: [new TextRun({ text, font: font('宋体'), bold: true, size: 44, color: '000000' })],
  })

export const subtitle = (text: string): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 160 },
    children: [new TextRun({ text, font: font('楷体'), size: 32 })],
  })

export const heading = (text: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    indent: { firstLine: 640 },
    spacing: { line: 560, before: 160 },
    children: [new TextRun({ text, font: font('黑体'), size: 32, color: '000000' })],
  })

export const paragraph = (text: string): Paragraph =>
  new Paragraph({ indent: { firstLine: 640 }, spacing: { line: 560 }, children: [new TextRun({ text, font: body, size: 32 })] })

export const note = (text: string): Paragraph =>
  new Paragraph({ spacing: { before: 120, line: 360 }, children: [new TextRun({ text, font: body, size: 24, color: '595959' })] })

/** A table over the whole line; `shares` are the columns' parts of it. Its head is repeated on every page, rows stay whole. */
export function table(head: string[], shares: number[], rows: string[][]): Table {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.round((lineWidth * share) / whole))
  const cell = (text: string, column: number, bold: boolean) =>
    new TableCell({
      width: { size: widths[column]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      ...(bold ? { shading: { fill: 'DDEBF7' } } : {}),
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: bold ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun({ text, font: bold ? font('黑体') : body, size: 22 })],
        }),
      ],
    })
  const row = (texts: string[], isHead: boolean) =>
    new TableRow({ tableHeader: isHead, cantSplit: true, children: texts.map((text, column) => cell(text, column, isHead)) })
  const line = { style: BorderStyle.SINGLE, size: 4, color: '808080' }
  return new Table({
    width: { size: lineWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [row(head, true), ...rows.map((texts) => row(texts, false))],
  })
}

/** The .docx file of these parts. */
export function paper(about: { title: string; description: string }, children: NonNullable<ISectionOptions['children']>): Promise<Buffer> {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ font: font('宋体'), size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
  })
  const document = new Document({
    ...about,
    creator: '督办',
    lastModifiedBy: '督办',
    sections: [{ properties: { page: { size: page, margin } }, footers: { default: new Footer({ children: [number] }) }, children }],
  })
  return Packer.toBuffer(document)
}
