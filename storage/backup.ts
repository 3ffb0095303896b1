import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { writeSealed } from './backup-file.ts'
import { listTables } from './backup-tables.ts'
import { type Database, inTransaction, lastMigration, rows, type Tx } from './db.ts'
import { StorageError } from './errors.ts'

const pageRows = 500
const keptDays = 7
/** What posts enclose is large and passing: a restored post that still waits goes out with its link. */
const kept = (table: string) => (table === 'content' ? sql`where lasting` : sql``)
/** Files come few at a time. */
const pageOf = (table: string) => (table === 'content' ? 5 : pageRows)
const shanghaiMs = 8 * 3_600_000

/** First line of a backup. Then for each table, in this order, one line per row: the row as Postgres writes it in JSON. */
export type Header = { format: 'duban-backup'; version: 1; migration: string; at: string; tables: { name: string; rows: number }[] }

export type BackupSummary = { tables: number; rows: number }

/** Writes all of the database, as it is at one moment, to a file that either kind of database can be restored from. */
export async function backup(database: Database, file: string): Promise<BackupSummary> {
  return inTransaction(
    database.db,
    async (tx) => {
      const header = await headerOf(tx)
      await writeSealed(file, contents(tx, header))
      return summaryOf(header)
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function headerOf(tx: Tx): Promise<Header> {
  const migration = (await lastMigration(tx))?.hash
  if (!migration) throw new StorageError('数据库是空的，没有可备份的内容')
  const tables: Header['tables'] = []
  for (const { name } of await listTables(tx)) {
    const [counted] = await rows<{ count: number }>(tx, sql`select count(*) as count from ${sql.identifier(name)} ${kept(name)}`)
    tables.push({ name, rows: counted!.count })
  }
  return { format: 'duban-backup', version: 1, migration, at: new Date().toISOString(), tables }
}

async function* contents(tx: Tx, header: Header): AsyncGenerator<string[]> {
  yield [JSON.stringify(header)]
  for (const { name } of header.tables) {
    // Rows stay text on the whole way: a number that JavaScript would round passes unread.
    await tx.execute(sql`declare rows no scroll cursor for select to_jsonb(t)::text as row from ${sql.identifier(name)} t ${kept(name)}`)
    for (;;) {
      const page = await rows<{ row: string }>(tx, sql.raw(`fetch ${pageOf(name)} from rows`))
      yield page.map(({ row }) => row)
      if (page.length < pageOf(name)) break
    }
    await tx.execute(sql`close rows`)
  }
}

export const summaryOf = ({ tables }: Header): BackupSummary => ({
  tables: tables.length,
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
})

/**
 * Backs up to DATA_DIR/backups under the day's name in Shanghai and forgets all but the newest seven.
 * @returns the file, or undefined when the day already has one
 */
export async function dailyBackup(database: Database, dataDir: string, now: Date): Promise<string | undefined> {
  const folder = join(dataDir, 'backups')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const day = new Date(now.getTime() + shanghaiMs).toISOString().slice(0, 10)
  const file = join(folder, `duban-${day}.ndjson.gz`)
  if (existsSync(file)) return undefined
  await backup(database, file)
  const ours = (await readdir(folder)).filter((name) => /^duban-\d{4}-\d\d-\d\d\.ndjson\.gz$/.test(name)).sort()
  for (const name of ours.slice(0, -keptDays)) await rm(join(folder, name))
  return file
}
