import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { afterAll, describe, inject } from 'vitest'
import { connect, type Database, onPglite } from '#storage/db.ts'
import { openPglite } from '#storage/pglite/open.ts'

/**
 * Runs a suite on PGlite and on real Postgres. `open` gives a new, migrated and empty database each time; all are
 * closed after the suite.
 */
export function onEachDatabase(suite: (name: 'PGlite' | 'Postgres', open: () => Promise<Database>) => void): void {
  for (const name of ['PGlite', 'Postgres'] as const) {
    describe(name, () => {
      const opened: Database[] = []
      afterAll(() => Promise.all(opened.map((database) => database.close())))
      suite(name, async () => {
        const database = await (name === 'PGlite' ? openPgliteCopy() : openPostgresCopy())
        opened.push(database)
        return database
      })
    })
  }
}

/** A migrated PGlite in memory, or below `dataDir`. */
export async function openPgliteCopy(dataDir = 'memory://'): Promise<Database> {
  return onPglite(await openPglite(dataDir, { template: await readFile(inject('pgliteTemplate')) }))
}

/** A database on the run's Postgres, dropped when it is closed. */
export async function openPostgresCopy(): Promise<Database> {
  const { url, drop } = await createPostgresCopy()
  const database = await connect({ databaseUrl: url, dataDir: '' })
  const close = async () => {
    await database.close()
    await drop()
  }
  return { ...database, close }
}

/** A database on the run's Postgres, for a process of its own: migrated, unless `template` names another to copy. */
export async function createPostgresCopy(template = 'migrated'): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name} template ${template}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = name
  return { url: url.href, drop: () => administer(`drop database ${name} with (force)`) }
}

async function administer(statement: string): Promise<void> {
  const admin = await connect({ databaseUrl: inject('postgresUrl'), dataDir: '' })
  await admin.db.execute(sql.raw(statement)).finally(() => admin.close())
}
