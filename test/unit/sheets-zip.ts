import { deflateRawSync } from 'node:zlib'

type Part = { name: string; text: string /** what the directory claims, when it lies */; claimedSize?: number }

/** A zip package of these parts, written by hand so that it may be a wrong one. */
export function zipOf(parts: Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, text, claimedSize } of parts) {
    const data = deflateRawSync(Buffer.from(text))
    const size = claimedSize ?? Buffer.byteLength(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt32LE(size, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    files.push(local, Buffer.from(name), data)
    directory.push(entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, ...directory, end])
}

const types = (main: string) =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${main}"/></Types>`
const plain = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'

type Book = { sheets?: Record<string, string>; contentType?: string; more?: Part[] }

/** A workbook whose sheets hold exactly this XML inside <worksheet>. */
export function bookOf({ sheets = {}, contentType = plain, more = [] }: Book): Buffer {
  const names = Object.keys(sheets)
  return zipOf([
    { name: '[Content_Types].xml', text: types(contentType) },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="r"><sheets>${names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${names
        .map(
          (_, n) =>
            `<Relationship Id="rId${n + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
        )
        .join('')}</Relationships>`,
    },
    ...names.map((name, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, text: `<worksheet>${sheets[name]}</worksheet>` })),
    ...more,
  ])
}

/** <sheetData> of text cells. */
export const cellsXml = (rows: string[][]): string =>
  `<sheetData>${rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((cell, c) => `<c r="${String.fromCharCode(65 + c)}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    )
    .join('')}</sheetData>`
