import { refused, type Source } from './source.ts'

/** Text as UTF-8 or GB 18030, with or without a byte order mark. */
export async function readPlain(bytes: Uint8Array): Promise<Source> {
  const text = decode(bytes)
  if (text.includes('\u0000')) throw refused('这不是文本文件。')
  return { text: text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, ''), doubts: [] }
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // the next one may fit
    }
  }
  throw refused('文字编码无法识别，请另存为 UTF-8。')
}
