import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, inTransaction, onPglite, rows } from '#storage/db.ts'
import { ConnectionLost, codeOf, isRetryable } from '#storage/errors.ts'
import { openPglite } from '#storage/pglite/open.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

let folder: string
beforeAll(async () => {
  folder = await makeTempFolder()
})
afterAll(() => removeFolder(folder))

async function startWriter(dataDir: string, round: number): Promise<{ child: ChildProcess; acked: () => number }> {
  const child = fork(new URL('./writer.child.ts', import.meta.url), [dataDir, String(round)], { execArgv: [] })
  let last = 0
  child.on('message', (message) => {
    if (typeof message === 'number') last = message
  })
  await once(child, 'message')
  return { child, acked: () => last }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

it('refuses db within a transaction instead of waiting for ever', async () => {
  const database = await connect({ dataDir: 'memory://' })
  const inside = inTransaction(database.db, () => database.db.execute(sql`select 1`))
  await expect(inside).rejects.toMatchObject({ cause: { message: expect.stringContaining('inside a transaction') } })
  const nested = inTransaction(database.db, () => inTransaction(database.db, async () => {}))
  await expect(nested).rejects.toThrow('inside a transaction')
  let started: Promise<unknown> | undefined
  await inTransaction(database.db, async () => {
    started = new Promise((resolve) => setTimeout(resolve, 10)).then(() => database.db.execute(sql`select 1`))
  })
  await expect(started).resolves.toBeDefined()
  await database.close()
})

it('leaves the main thread free while a long statement runs', async () => {
  const database = await connect({ dataDir: 'memory://' })
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  await database.db.execute(sql`select count(*) from generate_series(1, 3000000)`)
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(5)
  await database.close()
})

it('cuts off a statement that does not end, and goes on with what was committed', async () => {
  const opened = await openPglite(join(folder, 'endless'), { longestStatementMs: 1000 })
  const { db } = onPglite(opened)
  await db.execute(sql`create table kept (n int)`)
  await db.execute(sql`insert into kept values (1)`)
  const endless = inTransaction(db, async (tx) => {
    await tx.execute(sql`insert into kept values (2)`)
    await tx.execute(sql`select count(*) from generate_series(1, 1000000000000)`)
  })
  const error = await endless.catch((thrown: unknown) => thrown)
  expect([codeOf(error), isRetryable(error)]).toEqual(['08006', true])
  expect(await rows(db, sql`select n from kept`)).toEqual([{ n: 1 }])
  await opened.close()
})

it('does not pretend that a database in memory survived', async () => {
  const opened = await openPglite('memory://', { longestStatementMs: 1000 })
  const { db } = onPglite(opened)
  const endless = db.execute(sql`select count(*) from generate_series(1, 1000000000000)`)
  await expect(endless).rejects.toMatchObject({ cause: expect.any(ConnectionLost) })
  await expect(db.execute(sql`select 1`)).rejects.toMatchObject({ cause: expect.any(ConnectionLost) })
  await opened.close()
})

it('keeps what it acknowledged when it is killed while writing', async () => {
  const dataDir = join(folder, 'killed')
  const acked: number[] = []
  for (const round of [0, 1]) {
    const writer = await startWriter(dataDir, round)
    await expect.poll(writer.acked, { interval: 5 }).toBeGreaterThan(20 + 40 * round)
    await kill(writer.child)
    acked.push(writer.acked())
  }
  const database = await connect({ dataDir })
  const found = await rows<{ round: number; pairs: number; torn: number }>(
    database.db,
    sql`select round, count(*) filter (where n > 0) as pairs, sum(n)::int as torn from written group by round order by round`,
  )
  for (const { round, pairs, torn } of found) {
    expect(pairs).toBeGreaterThanOrEqual(acked[round]!)
    expect(torn).toBe(0)
  }
  expect(found).toHaveLength(2)
  await database.close()
})

it('refuses a folder that another process has open, at once and in one line', async () => {
  const dataDir = join(folder, 'shared')
  const { child } = await startWriter(dataDir, 0)
  await expect(connect({ dataDir })).rejects.toThrow(`数据目录 ${dataDir} 正由进程 ${child.pid} 使用，请先停止该进程`)
  await kill(child)
  await (await connect({ dataDir })).close()
})

it('begins again after a first start that was cut short', async () => {
  const dataDir = join(folder, 'half')
  await mkdir(join(dataDir, 'pglite', 'base'), { recursive: true })
  await writeFile(join(dataDir, 'pglite', 'PG_VERSION'), '18\n')
  await writeFile(join(dataDir, 'pglite.creating'), '')
  const database = await connect({ dataDir })
  expect(await rows(database.db, sql`select 1 as one`)).toEqual([{ one: 1 }])
  await database.close()
})

it('refuses files of another Postgres version and leaves them as they are', async () => {
  const dataDir = join(folder, 'old')
  await mkdir(join(dataDir, 'pglite'), { recursive: true })
  await writeFile(join(dataDir, 'pglite', 'PG_VERSION'), '17\n')
  await expect(connect({ dataDir })).rejects.toThrow('PostgreSQL 17')
  expect(await readFile(join(dataDir, 'pglite', 'PG_VERSION'), 'utf8')).toBe('17\n')
})
