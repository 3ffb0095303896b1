import { extractTextItems, getDocumentProxy } from 'unpdf'
import { type Glyphs, pageLines, paragraphsOfPages } from './pdf-lines.ts'
import { refused, type Source } from './source.ts'

const MIN_CHARACTERS_PER_PAGE = 20

/** A PDF with a text layer: lines put together to paragraphs, page numbers and running heads left out. */
export async function readPdf(bytes: Uint8Array): Promise<Source> {
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) throw refused('这不是 PDF 文件，或文件已损坏。')
  const pages = await itemsOf(bytes)
  const lines = pages.map(pageLines)
  const characters = lines.flat().reduce((sum, { text }) => sum + text.length, 0)
  if (characters < MIN_CHARACTERS_PER_PAGE * pages.length) throw refused('PDF 是扫描件，没有文字层，请提供文字版或识别后的文件。')
  const { paragraphs, columned } = paragraphsOfPages(lines)
  const doubts = columned > 0 ? [`有${columned}行像表格，PDF 里的表格按文字读入，宜改用 .docx`] : []
  return { text: `${paragraphs.join('\n')}\n`, doubts }
}

async function itemsOf(bytes: Uint8Array): Promise<Glyphs[][]> {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    return (await extractTextItems(pdf)).items
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw refused('PDF 有密码，请去掉密码后再导入。')
    throw refused('PDF 无法读取，文件可能已损坏。')
  }
}
