import mammoth from 'mammoth'
import { unzip } from '#src/sheets/unzip.ts'
import { htmlLines } from './html-lines.ts'
import { refused, type Source } from './source.ts'

const LOCKED = 0xd0cf11e0

/** A Word document: paragraphs as lines, tables row by row, pictures left out. */
export async function readDocx(bytes: Uint8Array): Promise<Source> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length >= 4 && buffer.readUInt32BE(0) === LOCKED) throw refused('文件有密码或是旧版 .doc，请去掉密码并另存为 .docx。')
  const parts = partsOf(bytes)
  if (!parts.has('word/document.xml')) throw refused('这不是 Word 文件，或文件已损坏。')
  const options = {
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    externalFileAccess: false,
    includeDefaultStyleMap: true,
  }
  const { value } = await mammoth.convertToHtml({ buffer }, options).catch(() => {
    throw refused('Word 文件无法读取，请另存为 .docx 后再导入。')
  })
  const isChinese = /w:numFmt w:val="chinese/.test(parts.get('word/numbering.xml') ?? '')
  const { lines, numbered, pictures } = htmlLines(value, isChinese)
  if (pictures > 0 && lines.join('').length < 100) throw refused('文件里是图片，没有文字层，请提供文字版。')
  return {
    text: `${lines.join('\n')}\n`,
    doubts: [
      ...(numbered > 0 ? [`有${numbered}段用了自动编号，编号按层级补写`] : []),
      ...(pictures > 0 ? [`有${pictures}张图片没有读入`] : []),
    ],
  }
}

/** Unpacks within limits first: what claims little and unfolds to much is stopped here. */
function partsOf(bytes: Uint8Array): Map<string, string> {
  try {
    return unzip(bytes)
  } catch (error) {
    const isTooLarge = error instanceof Error && /过大/.test(error.message + String((error as { reply?: string }).reply))
    throw refused(isTooLarge ? '文件解压后过大，请删去图片等内容后再导入。' : '这不是 Word 文件，或文件已损坏。')
  }
}
