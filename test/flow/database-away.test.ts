import { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { loadConfig } from '#src/config.ts'
import { createMetrics } from '#src/http/metrics.ts'
import { createLog } from '#src/log.ts'
import { checkUp } from '#src/operator/doctor/check-up.ts'
import { openAlone } from '#src/operator/open.ts'
import { type Service, startService } from '#src/service.ts'
import { rows } from '#storage/db.ts'
import { ConnectionLost } from '#storage/errors.ts'
import { sampleChats } from '#storage/seed/sample/people.ts'
import { createPostgresCopy } from '#test/support/databases.ts'
import { type Line, startLine } from '#test/support/line.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'
import { until } from '#test/support/town.ts'

/** The database goes away under the running service, by refusing and by silence: callers hear so soon, the log says it once. */

type Said = { level: string; time: string; msg: string; error?: string; cause?: string }

let copy: { url: string; drop(): Promise<void> }
let line: Line
let folder: string
let service: Service
let written = ''
const lines = (): Said[] => written.split('\n').flatMap((text) => (text ? [JSON.parse(text)] : []))
const told = (msg: string) => lines().filter((one) => one.msg === msg)

beforeAll(async () => {
  copy = await createPostgresCopy()
  line = await startLine(Number(new URL(copy.url).port))
  folder = await makeTempFolder()
  const sink = new Writable({
    write(chunk, _, done) {
      written += chunk
      done()
    },
  })
  service = await startService(loadConfig(envOf(over())), createLog('info', sink))
}, 60_000)
afterAll(async () => {
  await line.mend()
  await service.stop()
  await line.cut()
  await copy.drop()
  await removeFolder(folder)
})

/** Over the line, to this database of the server. */
const over = (path = new URL(copy.url).pathname) => Object.assign(new URL(copy.url), { port: String(line.port), pathname: path }).href
const envOf = (databaseUrl: string) => ({ PORT: '0', DATA_DIR: folder, DATABASE_URL: databaseUrl })

/** Whoever waits longer than this would have given up: the driver's own pauses are longer, and silence has no end. */
const call = async (path: string, patienceMs: number, init: RequestInit = {}) => {
  const answer = await fetch(service.url + path, { ...init, signal: AbortSignal.timeout(patienceMs) }).catch((error: Error) => error.name)
  return typeof answer === 'string' ? { status: answer, text: '' } : { status: answer.status, text: await answer.text() }
}
const ready = async () => (await call('/readyz', 4000)).status
const up = async () => /^duban_database_up (\d)$/m.exec((await call('/metrics', 4000)).text)?.[1]
const say = (text: string) =>
  call('/sandbox/say', 9000, {
    method: 'POST',
    headers: { Accept: 'application/json', Origin: service.url },
    body: new URLSearchParams({ chatId: sampleChats.work.chatId, personaId: sampleChats.work.personas[0]!.id, text, mention: 'on' }),
  })

test('a database that is there is a gauge at 1', async () => {
  expect([await ready(), await up()]).toEqual([200, '1'])
  expect((await say('帮助')).status).toBe(200)
})

test('a scrape that loses its connection half way answers all the same, with a gauge at 0', async () => {
  const jobLags = () => Promise.reject(new ConnectionLost('gone'))
  const { db } = service.database
  const { scrape } = createMetrics({ db, clock: service.clock, trouble: async () => undefined, jobLags })
  expect((await scrape()).body).toMatch(/^duban_database_up 0$/m)
})

test('one that refuses: 503, 500 and a gauge at 0, not after a while but each time; back as soon as it answers', {
  timeout: 60_000,
}, async () => {
  await line.cut()
  await until(async () => (await ready()) === 503, 'not ready')
  // Tries in vain must not make the later ones slower.
  for (let round = 0; round < 12; round++) {
    const asked = await Promise.all([ready(), up(), say('任务').then(({ status }) => status)])
    expect(asked).toEqual([503, '0', 500])
  }
  // Each was refused by the database, none given up by us.
  const refused = told('request failed').map(({ error }) => error)
  expect(refused).toHaveLength(12)
  expect(refused.join('\n')).not.toContain('not committed within')
  expect((await call('/metrics', 4000)).text).toContain('process_cpu_seconds_total')
  await until(() => told('database unreachable').length > 0, 'the line that says so')
  await line.mend()
  await until(async () => (await ready()) === 200, 'ready again', 6000)
  await until(() => told('database back').length > 0, 'the line that says so', 10_000)
  expect([await up(), (await say('帮助')).status]).toEqual(['1', 200])
})

test('of all that the log says it once, with the reason, and once that it is over', () => {
  expect(told('database unreachable')).toMatchObject([
    { level: 'error', error: expect.stringMatching(/ECONNREFUSED|CONNECTION_|57P0|closed|terminat/i) },
  ])
  expect(told('database back')).toMatchObject([{ level: 'info', awayS: expect.any(Number) }])
  expect([...told('turn failed'), ...told('beat failed'), ...told('turn works again'), ...told('beat works again')]).toEqual([])
  for (const { time, error, cause } of lines()) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    if (cause) expect(error).not.toContain(cause)
  }
})

test('one that says nothing any more: the same, with no end of its own to wait for', { timeout: 60_000 }, async () => {
  line.hold()
  expect([await ready(), await up(), (await say('任务')).status]).toEqual([503, '0', 500])
  expect((await call('/readyz', 4000)).text).toContain('不可用')
  await until(() => told('database unreachable').length === 2, 'the line that says so', 15_000)
  await line.mend()
  await until(async () => (await ready()) === 200, 'ready again', 10_000)
  await until(() => told('database back').length === 2, 'the line that says so', 10_000)
})

test('one that takes no writes, as after a failover: the same, until a new connection finds one that does', {
  timeout: 60_000,
}, async () => {
  const failover = async (readOnly: 'on' | 'off') => {
    const name = new URL(copy.url).pathname.slice(1)
    const admin = await openAlone(loadConfig(envOf(inject('postgresUrl'))))
    const { db } = admin.database
    await rows(db, sql.raw(`alter database ${name} set default_transaction_read_only = ${readOnly}`))
    if (readOnly === 'on') await rows(db, sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`)
    await admin.database.close()
  }
  await failover('on')
  await until(async () => (await ready()) === 503, 'not ready')
  expect([await up(), (await say('任务')).status]).toEqual(['0', 500])
  await until(() => told('database unreachable').length === 3, 'the line that says so', 10_000)
  expect(told('turn failed')).toEqual([])
  // The demoted server goes on answering on the connections it has.
  await failover('off')
  await until(async () => (await ready()) === 200, 'ready again', 10_000)
  await until(() => told('database back').length === 3, 'the line that says so', 10_000)
  expect((await say('帮助')).status).toBe(200)
})

test('the check-up says what to do about an address where nothing runs, and about a name that is not known', async () => {
  const database = async (databaseUrl: string) => {
    const config = loadConfig(envOf(databaseUrl))
    const found = await checkUp({ config, clock: service.clock, open: () => openAlone(config), channels: () => ({}) })
    return found.find(({ check }) => check === '数据库')
  }
  expect(await database(over('/missing'))).toMatchObject({
    level: 'fail',
    detail: expect.stringContaining('没有这个库'),
    mend: '核对 DATABASE_URL 的用户、密码和库名',
  })
  await line.cut()
  expect(await database(over())).toMatchObject({
    level: 'fail',
    detail: expect.stringContaining('ECONNREFUSED'),
    mend: '启动 Postgres；已启动则核对 DATABASE_URL 的主机和端口',
  })
})
