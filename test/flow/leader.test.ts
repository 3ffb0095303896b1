import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, inject, test } from 'vitest'
import { leaderOf } from '#src/leader.ts'
import { connect, rows } from '#storage/db.ts'
import { createPostgresCopy } from '#test/support/databases.ts'
import { startLine } from '#test/support/line.ts'

test('a leader whose database falls silent steps down: another may hold the lease by then', async () => {
  const copy = await createPostgresCopy()
  const line = await startLine(Number(new URL(inject('postgresUrl')).port))
  const database = await connect({ databaseUrl: Object.assign(new URL(copy.url), { port: String(line.port) }).href, dataDir: '' })
  // Open already: a new connection would be refused soon enough.
  await Promise.all(Array.from({ length: 10 }, () => rows(database.db, sql`select pg_sleep(0.2)`)))
  const lost = Promise.withResolvers<void>()
  const acquire = leaderOf('listen:lark', { db: database.db, log: pino({ level: 'silent' }), holder: 'one', leaseS: 1 })
  await acquire(new AbortController().signal, lost.resolve)
  line.hold()
  await lost.promise
  await line.mend()

  const other = await connect({ databaseUrl: copy.url, dataDir: '' })
  const takes = leaderOf('listen:lark', { db: other.db, log: pino({ level: 'silent' }), holder: 'two', leaseS: 1 })
  const release = await takes(new AbortController().signal)
  expect(release).toBeTypeOf('function')
  await release()
  await other.close()
  await database.close()
  await line.cut()
  await copy.drop()
})
