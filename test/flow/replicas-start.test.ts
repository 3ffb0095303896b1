import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { loadConfig } from '#src/config.ts'
import { messageOf } from '#src/errors.ts'
import { startService } from '#src/service.ts'
import { rows } from '#storage/db.ts'
import { createPostgresCopy } from '#test/support/databases.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

test('replicas that start together on an empty database set it up once, and each is ready', { timeout: 60_000 }, async () => {
  const { url, drop } = await createPostgresCopy()
  const folder = await makeTempFolder()
  const config = loadConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: url })
  const started = await Promise.allSettled([1, 2, 3].map(() => startService(config, pino({ level: 'silent' }))))
  const replicas = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    expect(started.flatMap((one) => (one.status === 'rejected' ? [messageOf(one.reason)] : []))).toEqual([])
    for (const { url: at } of replicas) expect((await fetch(`${at}/readyz`)).status).toBe(200)
    const versions = await rows(replicas[0]!.database.db, sql`select distinct version from document_version`)
    expect(versions).toEqual([{ version: 1 }])
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()))
    await drop()
    await removeFolder(folder)
  }
})
