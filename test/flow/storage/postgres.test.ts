import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { connect, inTransaction, rows } from '#storage/db.ts'
import { isUnreachable } from '#storage/errors.ts'
import { startLine } from '#test/support/line.ts'

/** What only a server at the other end of a line can do to us. */

const open = (databaseUrl: string) => connect({ databaseUrl, dataDir: '' })
const refusal = (databaseUrl: string) =>
  open(databaseUrl).then(
    () => 'connected',
    (error: Error) => error.message,
  )

afterEach(() => vi.useRealTimers())

it('gives up a connection that fell silent for good, and goes on with a new one', async () => {
  const line = await startLine(Number(new URL(inject('postgresUrl')).port))
  const database = await open(Object.assign(new URL(inject('postgresUrl')), { port: String(line.port) }).href)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const stuck = inTransaction(database.db, async (tx) => {
    await tx.execute(sql`select 1`)
    line.strand()
    await Promise.all([tx.execute(sql`select 2`), vi.advanceTimersByTimeAsync(70_000)])
  })
  expect(isUnreachable(await stuck.catch((thrown: unknown) => thrown))).toBe(true)
  vi.useRealTimers()
  expect(await rows(database.db, sql`select 3 as three`)).toEqual([{ three: 3 }])
  await database.close()
  await line.cut()
})

it('lets nobody wait for ever for a free connection', async () => {
  const database = await open(inject('postgresUrl'))
  const end = Promise.withResolvers<void>()
  const taken = Array.from({ length: 10 }, () => Promise.withResolvers<void>())
  const holders = taken.map(({ resolve }) =>
    inTransaction(database.db, () => {
      resolve()
      return end.promise
    }),
  )
  await Promise.all(taken.map(({ promise }) => promise))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const waiting = rows(database.db, sql`select 1`).catch((thrown: unknown) => thrown)
  await vi.advanceTimersByTimeAsync(31_000)
  expect(isUnreachable(await waiting)).toBe(true)
  vi.useRealTimers()
  end.resolve()
  await Promise.all(holders)
  expect(await rows(database.db, sql`select 2 as two`)).toEqual([{ two: 2 }])
  await database.close()
})

it('reads times in UTC whatever the address says', async () => {
  const url = new URL(inject('postgresUrl'))
  url.searchParams.set('options', '-c TimeZone=Asia/Shanghai -c search_path=elsewhere')
  const database = await open(url.href)
  const asked = sql`select current_setting('TimeZone') as zone, current_setting('search_path') as path`
  expect(await rows(database.db, asked)).toEqual([{ zone: 'UTC', path: 'elsewhere' }])
  await database.close()
})

/** Says these words, one after each time it was spoken to, to whoever connects. */
async function greeter(...words: Buffer[]) {
  const met: Socket[] = []
  const server = createServer((socket) => {
    met.push(socket)
    const left = [...words]
    socket.on('error', () => {}).on('data', () => socket.write(left.shift() ?? ''))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { met, url: `postgres://duban@127.0.0.1:${(server.address() as AddressInfo).port}/duban`, server }
}

it('says that the server has no TLS', async () => {
  const { url, server } = await greeter(Buffer.from('N'))
  expect(await refusal(`${url}?sslmode=require`)).toContain('该数据库没有启用TLS')
  server.close()
})

it('says that the password is missing, and hangs up: else the process would wait for the server to do so', async () => {
  const authentication = (kind: number, text: string) =>
    Buffer.concat([Buffer.from('R'), Buffer.from([0, 0, 0, 8 + text.length, 0, 0, 0, kind]), Buffer.from(text)])
  const { url, server, met } = await greeter(authentication(10, 'SCRAM-SHA-256\0\0'), authentication(11, 'r=x,s=c2FsdA==,i=4096'))
  expect(await refusal(url)).toContain('用户或密码不对')
  if (!met[0]!.closed) await once(met[0]!, 'close')
  server.close()
})
