import { inflateRawSync } from 'node:zlib'
import { DomainError } from '#src/errors.ts'

/** What one workbook may hold: a person's sheet stays far below, a bomb does not. */
export const limits = { fileBytes: 10 * 1024 * 1024, unpackedBytes: 64 * 1024 * 1024, parts: 1_000 }

const END = 0x06054b50
const ENTRY = 0x02014b50
/** What Office calls the stream it puts a protected file into. */
const encrypted = Buffer.from('EncryptedPackage', 'utf16le')
const STORED = 0
const DEFLATED = 8

type Entry = { name: string; method: number; packed: number; size: number; at: number }

/**
 * The XML parts of a zip package by name. Sizes are summed from its directory before anything is unpacked, and no part
 * may turn out larger than the directory says.
 * @throws DomainError for anything that is not such a package
 */
export function unzip(bytes: Uint8Array): Map<string, string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length > limits.fileBytes) throw refused(`文件超过${limits.fileBytes / 1024 / 1024}MB，请拆分后再导入。`)
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) {
    throw refused(file.includes(encrypted) ? '文件有密码保护，请去掉密码后再导入。' : '这是旧版 .xls 文件，请另存为 .xlsx 文件。')
  }
  const entries = directory(file)
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (entries.length > limits.parts || total > limits.unpackedBytes) throw refused('文件解压后过大，请删去多余内容后再导入。')
  const parts = entries.filter(({ name }) => /\.(xml|rels)$/.test(name)).map((entry) => [entry.name, unpack(file, entry)] as const)
  return new Map([...parts, ...entries.filter(({ name }) => /\.bin$/.test(name)).map(({ name }) => [name, ''] as const)])
}

const refused = (reply: string) => new DomainError('BAD_FILE', reply)
const notPackage = () => refused('这不是 .xlsx 文件，或文件已损坏。')

function directory(file: Buffer): Entry[] {
  let end = file.length - 22
  const earliest = Math.max(0, file.length - 65_558)
  while (end >= earliest && file.readUInt32LE(end) !== END) end--
  if (end < earliest) throw notPackage()
  const entries: Entry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let n = file.readUInt16LE(end + 10); n > 0; n--) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) throw notPackage()
    const [nameLength, extra, comment] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)]
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function unpack(file: Buffer, { method, packed, size, at }: Entry): string {
  if (at + 30 > file.length) throw notPackage()
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  const data = file.subarray(start, start + packed)
  if (method === STORED) return data.toString('utf8')
  if (method !== DEFLATED) throw notPackage()
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) }).toString('utf8')
  } catch {
    throw notPackage()
  }
}
