import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { PgliteClient } from './client.ts'

/**
 * An empty data directory as a gzipped tar. Making one (initdb) takes seconds and leaves 600 MB of memory behind, so
 * it is done in a thread that is thrown away, and kept under node_modules/.cache where that can be written.
 */
export async function emptyDataDir(): Promise<Uint8Array> {
  const file = await cacheFile()
  const cached = await readFile(file).catch(() => undefined)
  if (cached && isWhole(cached)) return cached
  const maker = new PgliteClient({ folder: 'memory://' }, 120_000)
  try {
    const made = await maker.dump()
    await keep(file, made).catch(() => {})
    return made
  } finally {
    await maker.close()
  }
}

async function cacheFile(): Promise<string> {
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')))
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  return join(dirname(dirname(home)), '.cache', 'duban', `pglite-${version}.tar.gz`)
}

async function keep(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const staging = `${file}.${process.pid}`
  await writeFile(staging, content)
  await rename(staging, file)
}

function isWhole(gzip: Uint8Array): boolean {
  try {
    return gunzipSync(gzip).length > 0
  } catch {
    return false
  }
}
