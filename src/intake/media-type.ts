/** First bytes of the kinds of file that we keep; a name may say anything. */
const signatures: [mediaType: string, at: number, bytes: string][] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/png', 0, '\x89PNG\r\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  // Word, Excel and PowerPoint of today are zip files, those of before 2007 are compound files.
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/x-cfb', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
]

/** What a file is by its first bytes: a document, a picture or plain text; undefined for anything else. */
export function mediaTypeOf(head: Buffer): string | undefined {
  const text = head.toString('latin1')
  const known = signatures.find(([, at, bytes]) => text.startsWith(bytes, at))
  if (known) return known[0]
  return head.length > 0 && isText(head) ? 'text/plain' : undefined
}

function isText(head: Buffer): boolean {
  // As of a stream: the last character may be cut in two.
  const words = new TextDecoder('utf-8').decode(head, { stream: true })
  return !/[\0-\x08\x0e-\x1f\ufffd]/.test(words)
}
