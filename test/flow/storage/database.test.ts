import { sql } from 'drizzle-orm'
import { beforeAll, expect, inject, it } from 'vitest'
import { connect, type Database, inTransaction, migrate, rows } from '#storage/db.ts'
import { codeOf, isConflict, isRetryable } from '#storage/errors.ts'
import { createPostgresCopy, onEachDatabase } from '#test/support/databases.ts'

onEachDatabase((name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })

  const slots = (job: string) => rows<{ slot: string }>(database.db, sql`select slot from job_run where job = ${job} order by slot`)
  const insert = (job: string, slot: string) => sql`insert into job_run (job, slot, at) values (${job}, ${slot}, now())`

  it('migrates a second time without a change', async () => {
    const applied = () => rows(database.db, sql`select id, hash from drizzle.__drizzle_migrations order by id`)
    const before = await applied()
    await migrate(database)
    expect(before.length).toBeGreaterThan(0)
    expect(await applied()).toEqual(before)
  })

  it('refuses a database that a newer program has migrated', async () => {
    const newer = await open()
    await newer.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`)
    await expect(migrate(newer)).rejects.toThrow('更新版本')
  })

  it('commits what a transaction did, or nothing of it', async () => {
    await inTransaction(database.db, (tx) => tx.execute(insert('commit', '1')))
    const failed = inTransaction(database.db, async (tx) => {
      await tx.execute(insert('commit', '2'))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await slots('commit')).toEqual([{ slot: '1' }])
  })

  it('keeps the rest of a transaction when a savepoint is rolled back', async () => {
    await inTransaction(database.db, async (tx) => {
      await tx.execute(insert('savepoint', '1'))
      const inner = tx.transaction(async (savepoint) => {
        await savepoint.execute(insert('savepoint', '2'))
        throw new Error('refused')
      })
      await expect(inner).rejects.toThrow('refused')
      await tx.execute(insert('savepoint', '3'))
    })
    expect(await slots('savepoint')).toEqual([{ slot: '1' }, { slot: '3' }])
  })

  it('does not pass off a transaction as committed whose statement failed', async () => {
    const done = inTransaction(database.db, async (tx) => {
      await tx.execute(insert('swallowed', '1'))
      await tx.execute(sql`select 1 / 0`).catch(() => {})
    })
    await expect(done).rejects.toThrow()
    expect(await slots('swallowed')).toEqual([])
  })

  it('refuses what is asked of a transaction after its end: the connection may by then serve another', async () => {
    const ended = Promise.withResolvers<void>()
    let branch: Promise<unknown> | undefined
    const failed = inTransaction(database.db, (tx) => {
      branch = ended.promise.then(() => tx.execute(insert('late', '1'))).catch((thrown: Error) => thrown.cause)
      return Promise.all([branch, Promise.reject(new Error('no'))])
    })
    await expect(failed).rejects.toThrow('no')
    ended.resolve()
    expect(await branch).toMatchObject({ message: 'this transaction has already ended' })
    expect(await slots('late')).toEqual([])
  })

  it('runs the work again after a conflict, and only then', async () => {
    let runs = 0
    const work = (code: string) =>
      inTransaction(database.db, async (tx) => {
        runs++
        await tx.execute(insert(`retry ${code}`, '1'))
        if (runs < 3) await tx.execute(sql.raw(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`))
      })
    await work('40001')
    expect(runs).toBe(3)
    expect(await slots('retry 40001')).toEqual([{ slot: '1' }])
    runs = 0
    const error = await work('23505').catch((thrown: unknown) => thrown)
    expect([runs, codeOf(error), isConflict(error)]).toEqual([1, '23505', false])
  })

  it.each([
    ['text with a null character', sql`select ${'a\u0000b'}::text`, '22021'],
    ['jsonb with a null character', sql`select ${JSON.stringify({ a: '\u0000' })}::text::jsonb`, '22P05'],
    ['a row twice', sql`insert into job_run (job, slot, at) values ('x', 'x', now()), ('x', 'x', now())`, '23505'],
    ['two statements at once', sql`select ${1}::int; select 2`, '42601'],
    ['a table that is not there', sql`select * from nowhere`, '42P01'],
  ])('refuses %s with the same code', async (_, statement, code) => {
    const error = await database.db.execute(statement).catch((thrown: unknown) => thrown)
    expect(codeOf(error)).toBe(code)
  })

  it('reads and writes raw values alike', async () => {
    const at = new Date('2026-11-23T01:30:00.123Z')
    const [row] = await rows(
      database.db,
      sql`select count(*) as count, 9007199254740993 as big, array[1, 2]::int8[] as list, 1.50::numeric as numeric,
        ${at}::timestamptz as at, ${{ 甲: [1] }}::jsonb as json, '-infinity'::timestamptz as never, date '2026-11-23' as day,
        3 = any(${sql.param([1, 3])}::int[]) as any, ${'督办 🙂'}::text as text from generate_series(1, 3)`,
    )
    expect(row).toEqual({
      count: 3,
      big: 9007199254740993n,
      list: [1, 2],
      numeric: '1.50',
      at: '2026-11-23 01:30:00.123+00',
      json: { 甲: [1] },
      never: '-infinity',
      day: '2026-11-23',
      any: true,
      text: '督办 🙂',
    })
  })

  it.runIf(name === 'Postgres')('lets processes that start together migrate in turn', async () => {
    const { url, drop } = await createPostgresCopy('template1')
    const replicas = await Promise.all([1, 2, 3, 4].map(() => connect({ databaseUrl: url, dataDir: '' })))
    await Promise.all(replicas.map((replica) => migrate(replica)))
    const applied = await rows(replicas[0]!.db, sql`select count(*) = count(distinct hash) as once from drizzle.__drizzle_migrations`)
    expect(applied).toEqual([{ once: true }])
    await Promise.all(replicas.map((replica) => replica.close()))
    await drop()
  })

  it.runIf(name === 'Postgres')('survives the loss of every connection, and says that a retry is worth it', async () => {
    const [mine] = await rows<{ name: string }>(database.db, sql`select current_database() as name`)
    const running = database.db.execute(sql`select pg_sleep(60)`).catch((thrown: unknown) => thrown)
    const other = await connect({ databaseUrl: inject('postgresUrl'), dataDir: '' })
    const ours = sql`from pg_stat_activity where datname = ${mine!.name}`
    await expect.poll(() => rows(other.db, sql`select 1 ${ours} and query = 'select pg_sleep(60)'`)).toHaveLength(1)
    await other.db.execute(sql`select pg_terminate_backend(pid) ${ours}`)
    expect(isRetryable(await running)).toBe(true)
    await expect.poll(() => rows(database.db, sql`select 1 as one`).catch(() => 'not yet')).toEqual([{ one: 1 }])
    await other.close()
  })

  it.runIf(name === 'Postgres')(
    'fails a transaction whose connection dies between two statements, again and again, and nothing else',
    async () => {
      const other = await connect({ databaseUrl: inject('postgresUrl'), dataDir: '' })
      const broken = () =>
        inTransaction(database.db, async (tx) => {
          await tx.execute(insert('broken', '1'))
          const [self] = await rows<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`)
          const gone = () => rows(other.db, sql`select 1 from pg_stat_activity where pid = ${self!.pid}`).then(({ length }) => length === 0)
          await other.db.execute(sql`select pg_terminate_backend(${self!.pid}::int)`)
          await expect.poll(gone).toBe(true)
          await tx.execute(insert('broken', '2'))
        }).catch((thrown: unknown) => thrown)
      // More often than the pool has connections: none may stay taken.
      for (let round = 0; round < 12; round++) expect(isRetryable(await broken())).toBe(true)
      const lost = await Promise.all(Array.from({ length: 12 }, broken))
      expect(lost.filter((error) => !isRetryable(error))).toEqual([])
      await inTransaction(database.db, (tx) => tx.execute(insert('broken', '3')))
      expect(await slots('broken')).toEqual([{ slot: '3' }])
      await other.close()
    },
  )
})

it('says in one line, without the password, that the server cannot be reached', async () => {
  const failed = connect({ databaseUrl: 'postgres://duban:geheim@127.0.0.1:1/duban', dataDir: '' })
  await expect(failed).rejects.toThrow(/^无法连接 DATABASE_URL 指定的数据库：该地址没有数据库在运行（ECONNREFUSED）$/)
})
