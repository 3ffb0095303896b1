import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Log } from '#src/log.ts'
import { StorageError } from '../errors.ts'
import { makeFolder, syncFolder } from '../files.ts'
import { PgliteClient } from './client.ts'
import { startJanitor } from './janitor.ts'
import { lockDataDir } from './lock.ts'
import { emptyDataDir } from './template.ts'

const postgresMajor = '18'

/**
 * `template` starts a new database from this data directory (gzipped tar); `longestStatementMs` is 60 s unless told.
 */
export type PgliteOptions = { log?: Log | undefined; template?: Uint8Array; longestStatementMs?: number }

export type OpenPglite = { client: PgliteClient; close(): Promise<void> }

/**
 * Opens the embedded database below `dataDir`, or one in memory for memory://.
 * @throws StorageError when another process uses the folder, or its files are of another Postgres version
 */
export async function openPglite(dataDir: string, options: PgliteOptions = {}): Promise<OpenPglite> {
  const longest = options.longestStatementMs ?? 60_000
  if (dataDir === 'memory://') {
    const client = await opened(new PgliteClient({ folder: dataDir, template: options.template ?? (await emptyDataDir()) }, longest))
    return { client, close: () => client.close() }
  }
  const home = resolve(dataDir)
  await makeFolder(home, 0o700)
  const unlock = await lockDataDir(home)
  try {
    const client = await openFiles(home, options.template, longest)
    const stopJanitor = startJanitor(client, options.log)
    const close = async () => {
      stopJanitor()
      await client.close()
      await unlock()
    }
    return { client, close }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** A first start that was cut short is begun again: nothing was in it yet. */
async function openFiles(home: string, template: Uint8Array | undefined, longest: number): Promise<PgliteClient> {
  const folder = join(home, 'pglite')
  const creating = join(home, 'pglite.creating')
  if (existsSync(creating)) await rm(folder, { recursive: true, force: true })
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined && version.trim() !== postgresMajor) {
    throw new StorageError(`${folder} 是 PostgreSQL ${version.trim()} 的数据，本程序使用 ${postgresMajor}：请用原版本备份，再恢复到新目录`)
  }
  if (version !== undefined) return opened(new PgliteClient({ folder }, longest))
  await writeFile(creating, '')
  const client = await opened(new PgliteClient({ folder, template: template ?? (await emptyDataDir()) }, longest))
  // Power loss must not bring this mark back beside a database that is in use.
  await rm(creating)
  await syncFolder(home)
  return client
}

async function opened(client: PgliteClient): Promise<PgliteClient> {
  await client.query('select 1')
  return client
}
