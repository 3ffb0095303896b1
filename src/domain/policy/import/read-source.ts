import { readDocx } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'
import { readPlain } from './read-plain.ts'
import { refused, type Source } from './source.ts'

export const maxBytes = 10 * 1024 * 1024

const readers: Record<string, (bytes: Uint8Array) => Promise<Source>> = {
  txt: readPlain,
  md: readPlain,
  docx: readDocx,
  pdf: readPdf,
}

/**
 * Reads .txt, .md, .docx or .pdf.
 * @throws DomainError in one line: another kind of file, too large, empty, locked, a scan, damaged
 */
export async function readSource(bytes: Uint8Array, fileName: string): Promise<Source> {
  const read = readers[/\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '']
  if (!read) throw refused('只能导入 .txt、.md、.docx、.pdf 文件；.doc 或 .wps 请先另存为 .docx。')
  if (bytes.length > maxBytes) throw refused(`文件超过${maxBytes / 1024 / 1024}MB，请拆分后再导入。`)
  if (bytes.length === 0) throw refused('文件是空的。')
  const source = await read(bytes)
  if (source.text.trim() === '') throw refused('文件里没有文字。')
  return source
}
