import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type OpenPostgres = { sql: postgres.Sql; db: PostgresJsDatabase & { $client: postgres.Sql } }

/** A pool that reconnects by itself: what runs while Postgres is away fails soon, with a retryable error. */
export function openPostgres(url: string, options: { max?: number; statementTimeoutMs?: number } = {}): OpenPostgres {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 3,
    // The driver's own pauses grow to 20 s, in which queries neither run nor fail.
    backoff: () => 0.2,
    idle_timeout: 300,
    max_lifetime: 1800,
    onnotice: () => {},
    connection: {
      application_name: 'duban',
      TimeZone: 'UTC',
      statement_timeout: options.statementTimeoutMs ?? 60_000,
      idle_in_transaction_session_timeout: 60_000,
    },
    types: { int8: { to: 20, from: [20], serialize: String, parse: toInteger } },
  })
  const db = drizzle(sql)
  // Drizzle has set these to pass values through; bare parameters of raw SQL then fail instead of being written out.
  const { serializers } = sql.options as unknown as { serializers: Record<number, (value: unknown) => unknown> }
  for (const oid of [1184, 1114, 1082]) serializers[oid] = (value) => (value instanceof Date ? value.toISOString() : value)
  for (const oid of [114, 3802]) serializers[oid] = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
  return { sql, db }
}

const toInteger = (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))
