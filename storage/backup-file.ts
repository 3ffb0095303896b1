import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip, createGzip } from 'node:zlib'
import { StorageError } from './errors.ts'
import { syncFolder } from './files.ts'

/** The last line of the file, over everything before it. */
type Seal = { lines: number; sha256: string }

/**
 * Writes pages of JSON lines, gzipped and sealed with their count and hash. The file appears under its name once it is
 * complete and on disk.
 */
export async function writeSealed(file: string, pages: AsyncIterable<string[]>): Promise<void> {
  const path = resolve(file)
  const partial = `${path}.partial`
  try {
    await pipeline(seal(pages), createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }))
    await rename(partial, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function* seal(pages: AsyncIterable<string[]>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  for await (const page of pages) {
    if (page.length === 0) continue
    const text = `${page.join('\n')}\n`
    hash.update(text)
    count += page.length
    yield text
  }
  yield `${JSON.stringify({ lines: count, sha256: hash.digest('hex') } satisfies Seal)}\n`
}

/**
 * The lines of a sealed file. Whether it is whole shows only at its end.
 * @throws StorageError when it cannot be read, is cut short or was changed
 */
export async function* readSealed(file: string): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  let held: string | undefined
  try {
    for await (const line of unzippedLines(file)) {
      if (held !== undefined) {
        hash.update(`${held}\n`)
        count++
        yield held
      }
      held = line
    }
    const { lines, sha256 } = JSON.parse(held ?? '') as Seal
    if (lines === count && sha256 === hash.digest('hex')) return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new StorageError(`找不到备份文件：${file}`)
    throw new StorageError(`备份文件不完整或已损坏：${file}`, { cause: error })
  }
  throw new StorageError(`备份文件不完整或已损坏：${file}`)
}

/** Reads the file to its end: nothing need be undone when this is the one to fail. */
export async function verifySealed(file: string): Promise<void> {
  for await (const _ of readSealed(file));
}

async function* unzippedLines(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  const unzip = createGunzip()
  // Its failure also ends `unzip`, where the loop meets it.
  pipeline(createReadStream(file), unzip).catch(() => {})
  let rest = ''
  for await (const chunk of unzip) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}
