import { readFile, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DomainError } from '#src/errors.ts'

/** Reads a file named on the command line. @throws DomainError when it is absent, no file or pipe, or above `maxBytes` */
export async function readInput(cwd: string, name: string, maxBytes: number): Promise<Buffer> {
  const path = resolve(cwd, name)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new DomainError('NO_FILE', `找不到文件「${name}」。`)
  if (!found.isFile() && !found.isFIFO()) throw new DomainError('NO_FILE', `「${name}」不是文件。`)
  if (found.size > maxBytes) throw new DomainError('TOO_LARGE', `文件「${name}」超过${Math.floor(maxBytes / 1024 / 1024)}MB，请拆分。`)
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new DomainError('NO_FILE', `文件「${name}」无法读取（${error.code}）。`)
  })
}

/** Writes what was asked for. @throws DomainError when the place cannot be written */
export async function writeOutput(cwd: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = resolve(cwd, name)
  await writeFile(path, bytes).catch((error: NodeJS.ErrnoException) => {
    throw new DomainError('NO_FILE', `无法写入「${name}」（${error.code}）。`)
  })
  return path
}
