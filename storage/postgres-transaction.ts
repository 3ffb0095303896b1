import { type NodePgDatabase, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres'
import type { PgDialect, PgTransactionConfig } from 'drizzle-orm/pg-core'
import type { Pool, PoolClient } from 'pg'
import { isStandby } from './errors.ts'

type Work<T> = (tx: NodePgTransaction<Record<string, never>, Record<string, never>>) => Promise<T>

/**
 * Drizzle's own transaction keeps a connection for ever whose BEGIN failed, hides the reason of a failure behind that of
 * the ROLLBACK, takes for committed what Postgres rolled back, and lets a branch that goes on after the end write into
 * whatever the connection serves by then.
 */
export function transactOn(pool: Pool, db: NodePgDatabase) {
  const { dialect } = db as unknown as { dialect: PgDialect }
  return async <T>(work: Work<T>, config?: PgTransactionConfig): Promise<T> => {
    const client = await pool.connect()
    let usable = true
    let ended = false
    const query = async (...asked: Parameters<typeof client.query>) => {
      if (ended) throw new Error('this transaction has already ended')
      return client.query(...asked)
    }
    try {
      await client.query('begin')
      const session = new NodePgSession({ query } as PoolClient, dialect, undefined)
      const tx: Parameters<Work<T>>[0] = new NodePgTransaction(dialect, session, undefined)
      if (config) await tx.setTransaction(config)
      const result = await work(tx)
      ended = true
      const { command } = await client.query('commit')
      if (command === 'ROLLBACK') throw new Error('a statement of this transaction failed, so nothing of it was committed')
      return result
    } catch (error) {
      ended = true
      usable = !isStandby(error)
      await client.query('rollback').catch(() => {
        usable = false
      })
      throw error
    } finally {
      client.release(!usable)
    }
  }
}
