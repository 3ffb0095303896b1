import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import { type Query, type SQL, sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT, PgTransaction, PgTransactionConfig } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import type { Log } from '#src/log.ts'
import { codeOf, isConflict, StorageError } from './errors.ts'
import { type OpenPglite, openPglite } from './pglite/open.ts'
import { onOneConnection, openPostgres } from './postgres.ts'

type Schema = Record<string, never>

/** What reads and writes: the database itself, or a transaction in it. */
export type Queryable = PgDatabase<PgQueryResultHKT, Schema>
export type Db = Queryable & { readonly $client: unknown }
export type Tx = PgTransaction<PgQueryResultHKT, Schema, Schema>

export type Database = {
  kind: 'pglite' | 'postgres'
  db: Db
  /** Applies what is missing of a migrations folder, alone: other processes wait. */
  applyMigrations(folder: string): Promise<void>
  close(): Promise<void>
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * Postgres when `databaseUrl` is given, else PGlite below `dataDir` (memory:// for one that is forgotten).
 * @throws StorageError when the server cannot be reached, or the folder is in use or of another version
 */
export async function connect(options: { databaseUrl?: string | undefined; dataDir: string; log?: Log }): Promise<Database> {
  if (options.databaseUrl) return onPostgres(options.databaseUrl)
  return onPglite(await openPglite(options.dataDir, { log: options.log }))
}

export function onPglite({ client, close }: OpenPglite): Database {
  // The client offers what this driver calls (query, transaction), not the whole of PGlite.
  const db = drizzle(client as unknown as PGlite)
  return {
    kind: 'pglite',
    db: db as unknown as Db,
    applyMigrations: (folder) => migratePglite(db as never, { migrationsFolder: folder }),
    close,
  }
}

const unknownIssuer = '：证书的签发者不明，请用 sslrootcert 指明，或改用 sslmode=require'

/** What Postgres and the network answer where the address, the name or the password is wrong. */
const hints: Record<string, string> = {
  '3D000': '：没有这个库，请先建立',
  '28P01': '：用户或密码不对',
  '28000': '：该用户不得登录，或须加 sslmode=require',
  '08004': '：该数据库没有启用TLS，请去掉 sslmode',
  '53300': '：连接数已满',
  '57P03': '：数据库正在启动，请稍后再试',
  ECONNREFUSED: '：该地址没有数据库在运行',
  '08006': '：该地址没有应答',
  ENOTFOUND: '：找不到这台主机',
  EHOSTUNREACH: '：到这台主机的网络不通',
  ENOENT: '：没有这个证书或套接字文件',
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownIssuer,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  ERR_TLS_CERT_ALTNAME_INVALID: '：证书不是这台主机的',
  CERT_HAS_EXPIRED: '：证书已过期',
}

async function onPostgres(url: string): Promise<Database> {
  const { pool, db } = openPostgres(url)
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    // The driver's own message may hold the address and the user.
    const code = codeOf(error) ?? '原因不明'
    throw new StorageError(`无法连接 DATABASE_URL 指定的数据库${hints[code] ?? ''}（${code}）`, { cause: error })
  }
  return {
    kind: 'postgres',
    db: db as unknown as Db,
    applyMigrations: (folder) =>
      // The lock ends with its connection, and building an index may take longer than a statement should.
      onOneConnection(url, async (single) => {
        await single.execute(sql`select pg_advisory_lock(hashtext('duban migrations'))`)
        await migratePostgres(single, { migrationsFolder: folder })
      }),
    close: () => Promise.race([pool.end(), setTimeout(5000, undefined, { ref: false })]),
  }
}

/**
 * Brings the schema up to date. Replicas that start together take turns.
 * @throws StorageError when the database has been migrated further than this program knows
 */
export async function migrate(database: Database, folder = migrationsFolder): Promise<void> {
  const newest = Math.max(...readMigrationFiles({ migrationsFolder: folder }).map((migration) => migration.folderMillis))
  const applied = await lastMigration(database.db)
  if (applied && applied.createdAt > newest) throw new StorageError('数据库已由更新版本的程序升级，请使用新版本程序')
  await database.applyMigrations(folder)
}

/** The newest applied migration: the hash of its file and the time in its name. Undefined in a database without any. */
export async function lastMigration(on: Queryable): Promise<{ hash: string; createdAt: number } | undefined> {
  const [found] = await rows<{ there: boolean }>(on, sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`)
  if (!found?.there) return undefined
  const [last] = await rows<{ hash: string; createdAt: number }>(
    on,
    sql`select hash, created_at as "createdAt" from drizzle.__drizzle_migrations order by created_at desc limit 1`,
  )
  return last
}

/**
 * Runs `work` in one transaction; tried again when it lost a race with another (so `work` must have no effect outside
 * its tx). Within it use `tx` only: `db` would wait for the transaction to end.
 */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  options: PgTransactionConfig & { attempts?: number } = {},
): Promise<T> {
  const { attempts = 4, ...config } = options
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction((tx) => work(tx as Tx), Object.keys(config).length > 0 ? config : undefined)
    } catch (error) {
      if (attempt >= attempts || !isConflict(error)) throw error
    }
  }
}

/**
 * The rows of a raw statement, on either driver. What raw SQL must mind on both:
 * - timestamps and dates come as text; int8 and count(*) as number (bigint when unsafe); numeric as text
 * - an array parameter is spread into a list: write `= any(${sql.param(list)}::int[])`
 * - a Date or a plain object may be a parameter where the statement shows its type: `${at}::timestamptz`, `${x}::jsonb`
 * - one statement per call; `\u0000` is refused in text (22021) and in jsonb (22P05)
 */
export async function rows<T = Record<string, unknown>>(on: Queryable, statement: SQL): Promise<T[]> {
  return rowsIn(await on.execute(statement))
}

/** What Drizzle keeps to itself: its way to a named statement is open to the query builder only. */
type Inside = {
  dialect: { sqlToQuery(statement: SQL): Query }
  session: { prepareQuery(query: Query, fields: undefined, name: string, asArrays: false): { execute(): Promise<unknown> } }
}

/** A connection knows a statement by its name. */
const names = new Map<string, string>()

/**
 * `rows` for what runs all the time: each connection parses and plans it but a few times, which for a long statement is
 * half its cost. Its text must not vary: everything that does is a parameter.
 */
export async function preparedRows<T = Record<string, unknown>>(on: Queryable, statement: SQL): Promise<T[]> {
  const { dialect, session } = on as unknown as Inside
  const query = dialect.sqlToQuery(statement)
  const name = names.get(query.sql) ?? `duban_${names.size}`
  names.set(query.sql, name)
  return rowsIn(await session.prepareQuery(query, undefined, name, false).execute())
}

function rowsIn<T>(result: unknown): T[] {
  return Array.isArray(result) ? Array.from(result) : (result as { rows: T[] }).rows
}
