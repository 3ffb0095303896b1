import { sql } from 'drizzle-orm'
import { type BackupSummary, type Header, summaryOf } from './backup.ts'
import { readSealed, verifySealed } from './backup-file.ts'
import { listTables, type Table } from './backup-tables.ts'
import { type Database, inTransaction, lastMigration, migrate, type Queryable, rows, type Tx } from './db.ts'
import { StorageError } from './errors.ts'

const pageRows = 500
const pageCharacters = 4_000_000

/**
 * Fills an empty database from a backup, migrating it first; on any failure it stays empty.
 * @throws StorageError when the database holds rows, its schema is not the backup's, or the file is damaged
 */
export async function restore(database: Database, file: string): Promise<BackupSummary> {
  await verifySealed(file)
  const lines = readSealed(file)
  try {
    const header = parseHeader((await lines.next()).value, file)
    await assertEmpty(database.db, await listTables(database.db))
    await migrate(database)
    if ((await lastMigration(database.db))?.hash !== header.migration) {
      throw new StorageError('备份的数据库版本与本程序不同：请用生成备份的版本恢复，再升级')
    }
    await inTransaction(database.db, (tx) => fill(tx, header, lines), { attempts: 1 })
    return summaryOf(header)
  } finally {
    await lines.return(undefined)
  }
}

async function fill(tx: Tx, header: Header, lines: AsyncGenerator<string>): Promise<void> {
  const tables = await listTables(tx)
  await tx.execute(
    sql`lock table ${sql.join(
      tables.map(({ name }) => sql.identifier(name)),
      sql`, `,
    )} in exclusive mode`,
  )
  await assertEmpty(tx, tables)
  for (const { name, rows: count } of header.tables) {
    const table = tables.find((candidate) => candidate.name === name)!
    for (let left = count; left > 0; ) {
      const page = await takePage(lines, left)
      left -= page.length
      await insertPage(tx, table, page)
    }
    await advanceSequences(tx, table)
  }
}

async function takePage(lines: AsyncGenerator<string>, most: number): Promise<string[]> {
  const page: string[] = []
  for (let size = 0; page.length < Math.min(most, pageRows) && size < pageCharacters; ) {
    const { value, done } = await lines.next()
    if (done) throw new StorageError('备份文件不完整或已损坏')
    page.push(value)
    size += value.length
  }
  return page
}

async function insertPage(tx: Tx, table: Table, page: string[]): Promise<void> {
  const name = sql.identifier(table.name)
  const columns = sql.join(
    table.columns.map((column) => sql.identifier(column)),
    sql`, `,
  )
  await tx.execute(sql`insert into ${name} (${columns}) overriding system value
    select ${columns} from jsonb_populate_recordset(null::${name}, ${`[${page.join(',')}]`}::text::jsonb)`)
}

async function advanceSequences(tx: Tx, table: Table): Promise<void> {
  for (const column of table.serials) {
    await tx.execute(sql`select setval(pg_get_serial_sequence(${table.name}, ${column}), coalesce(max(${sql.identifier(column)}), 0) + 1, false)
      from ${sql.identifier(table.name)}`)
  }
}

async function assertEmpty(on: Queryable, tables: Table[]): Promise<void> {
  for (const { name } of tables) {
    const found = await rows(on, sql`select 1 from ${sql.identifier(name)} limit 1`)
    if (found.length > 0) throw new StorageError('目标数据库不是空的：请恢复到新的数据库或新的数据目录')
  }
}

function parseHeader(line: string | undefined, file: string): Header {
  try {
    const header = JSON.parse(line ?? '') as Header
    if (header.format === 'duban-backup' && header.version === 1) return header
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new StorageError(`不是本程序的备份文件：${file}`)
}
