import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { transactOn } from './postgres-transaction.ts'

const toInteger = (text: string | null) => (text === null || Number.isSafeInteger(Number(text)) ? text && Number(text) : BigInt(text))
const [int8, int8Array, textArray] = [20, 1016, 1009]
// Drizzle asks the table of types that all connections share.
pg.types.setTypeParser(int8, toInteger)
pg.types.setTypeParser(int8Array, (list) => (pg.types.getTypeParser(textArray)(list) as (string | null)[]).map(toInteger))

/** A pool that reconnects by itself: what runs while Postgres is away fails soon, with a retryable error. */
export function openPostgres(url: string): { pool: pg.Pool; db: NodePgDatabase } {
  const pool = new pg.Pool({
    ...settingsOf(url),
    Client: Connection,
    max: 10,
    // The wait for a free one of them.
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 300_000,
    maxLifetimeSeconds: 1800,
    // What a transaction asks at once goes over the line at once.
    pipeline: true,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    // Later than the server itself would have given up: the line is dead, and only the connection's end tells the others.
    query_timeout: 65_000,
  })
  pool.on('error', () => {})
  const db = drizzle(pool)
  db.transaction = transactOn(pool, db)
  return { pool, db }
}

/** One connection of its own, whose statements may take as long as they need. */
export async function onOneConnection(url: string, work: (db: NodePgDatabase) => Promise<void>): Promise<void> {
  const client = new Connection(settingsOf(url))
  await client.connect()
  await work(drizzle(client)).finally(() => client.end())
}

/** Gives up an address that does not answer, sooner than the pool gives up the wait for a free connection. */
class Connection extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: 3000 })
    // Whoever waits for an answer hears of it; an error that nobody hears would end the process.
    this.on('error', () => {})
    // The driver leaves a connection open that it could not log in with, and the process would wait for it.
    this.connection.on('error', () => this.connection.stream.destroy())
  }
}

function settingsOf(url: string): pg.ClientConfig {
  const at = new URL(url)
  at.searchParams.set('options', `${at.searchParams.get('options') ?? ''} -c TimeZone=UTC`)
  // Else sslmode=require would mean what verify-full means to everybody else.
  if (at.searchParams.has('sslmode')) at.searchParams.set('uselibpqcompat', 'true')
  return { connectionString: at.href, application_name: 'duban', keepAlive: true, keepAliveInitialDelayMillis: 10_000 }
}
