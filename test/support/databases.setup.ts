import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { TestProject } from 'vitest/node'
import { connect, migrate, onPglite } from '#storage/db.ts'
import { openPglite } from '#storage/pglite/open.ts'
import { startPostgres } from './postgres.ts'
import { makeTempFolder, removeFolder, removeStaleFolders } from './temp-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** url of the server's maintenance database */
    postgresUrl: string
    /** file with a migrated PGlite data directory */
    pgliteTemplate: string
  }
}

/** Once per run: a Postgres with the migrated database `migrated` to copy from, and the same as a PGlite folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeStaleFolders()
  const folder = await makeTempFolder()
  const server = await startPostgres()
  await Promise.all([migratePostgres(server.url('postgres'), server.url('migrated')), migratePglite(join(folder, 'pglite.tar.gz'))])
  project.provide('postgresUrl', server.url('postgres'))
  project.provide('pgliteTemplate', join(folder, 'pglite.tar.gz'))
  return async () => {
    await server.stop()
    await removeFolder(folder)
  }
}

async function migratePostgres(maintenance: string, migrated: string): Promise<void> {
  const admin = await connect({ databaseUrl: maintenance, dataDir: '' })
  await admin.db.execute(sql`create database migrated`)
  await admin.close()
  const database = await connect({ databaseUrl: migrated, dataDir: '' })
  await migrate(database)
  await database.close()
}

async function migratePglite(file: string): Promise<void> {
  const opened = await openPglite('memory://')
  await migrate(onPglite(opened))
  await writeFile(file, await opened.client.dump(), { mode: 0o644 })
  await opened.close()
}
