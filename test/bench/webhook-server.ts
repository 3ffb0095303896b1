import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { adaptDefault, EventDispatcher } from '@larksuiteoapi/node-sdk'
import pg from 'pg'
import { pino } from 'pino'
import type { Receive } from '#src/channels/channel.ts'
import { createLarkChannel } from '#src/channels/lark/index.ts'
import { systemClock } from '#src/clock.ts'
import { createApp } from '#src/http/app.ts'
import { createReceive } from '#src/intake/receive.ts'
import { connect, migrate } from '#storage/db.ts'
import { app } from './outbound-world.ts'

/**
 * One server of the comparison, by `MODE`: `bare` is our handler without a database, `postgres` and `pglite` the same
 * one committing before it answers, `sdk` the SDK's own adaptor with one insert per event.
 */
const { MODE = 'bare', DATABASE_URL = '', DATA_DIR = '' } = process.env
const log = pino({ level: 'silent' })
const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }

async function receiveFor(mode: string): Promise<Receive> {
  if (mode === 'bare') return async () => ({ duplicate: false })
  const database = await connect({ dataDir: DATA_DIR, ...(mode === 'postgres' ? { databaseUrl: DATABASE_URL } : {}) })
  await migrate(database)
  return createReceive({ db: database.db, clock: systemClock, inFlight: mode === 'postgres' ? 2 : 1, wake: () => {} })
}

async function listenOurs(): Promise<number> {
  const lark = createLarkChannel({ ...app, domain: 'http://127.0.0.1:1', mode: 'webhook' }, { clock: systemClock, log })
  await lark.start(await receiveFor(MODE))
  const front = createApp({
    channels: [lark],
    readiness: async () => ({ ready: true, database: '', channels: {}, attention: [] }),
    metrics: async () => ({ contentType: 'text/plain', body: '' }),
    adminToken: undefined,
    log,
    mounts: [],
  })
  return new Promise((resolve) => {
    serve({ fetch: front.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => resolve(port))
  })
}

async function listenSdk(): Promise<number> {
  const pool = new pg.Pool({ connectionString: DATABASE_URL })
  await pool.query('create table if not exists peer_event (id text primary key, body jsonb not null)')
  const dispatcher = new EventDispatcher({ encryptKey: app.encryptKey, verificationToken: app.verificationToken, logger: silent })
  dispatcher.register({
    'im.message.receive_v1': async (data) => {
      await pool.query({
        name: 'insert',
        text: 'insert into peer_event values ($1, $2) on conflict do nothing',
        values: [String(data.event_id), JSON.stringify(data)],
      })
    },
  })
  const server = createServer(adaptDefault('/webhooks/lark', dispatcher))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

// Ends with the bench, however that ends; asked in between, it says what it has spent.
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage()
  process.stdout.write(`${user + system}\n`)
})
process.stdin.once('end', () => process.exit())
process.stdout.write(`${await (MODE === 'sdk' ? listenSdk() : listenOurs())}\n`)
