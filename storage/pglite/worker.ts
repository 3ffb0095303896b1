import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Transaction, types } from '@electric-sql/pglite'
import type { Reply, Request, ThreadOptions, WireError } from './protocol.ts'

/** The database thread. PGlite runs each statement to its end without a pause: here that stalls nobody else. */

const { folder, template } = workerData as ThreadOptions
const port = parentPort!
const asText = (value: string) => value

const pg = await PGlite.create({
  dataDir: folder,
  ...(template && { loadDataDir: new Blob([new Uint8Array(template)]) }),
  // Small buffers keep the whole process under 200 MB; the operating system caches the files anyway.
  startParams: [
    ...PGlite.defaultStartParams,
    ...['shared_buffers=16MB', 'wal_buffers=1MB', 'timezone=UTC'].flatMap((setting) => ['-c', setting]),
  ],
  // Drizzle reads these as text, and parser functions cannot cross threads with each query.
  parsers: Object.fromEntries(
    [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182].map((oid) => [oid, asText]),
  ),
})

type Open = { tx: Transaction; commit: () => void; rollback: (reason: unknown) => void; done: Promise<void> }
const transactions = new Map<number, Open>()
const rolledBack = Symbol('rolled back')

async function answer(request: Request): Promise<unknown> {
  switch (request.op) {
    case 'query': {
      const on = request.tx === undefined ? pg : transactions.get(request.tx)!.tx
      return on.query(request.sql, request.params, { rowMode: request.rowMode })
    }
    case 'exec':
      return pg.exec(request.sql)
    case 'begin':
      return begin(request.id)
    case 'end': {
      const open = transactions.get(request.tx)!
      transactions.delete(request.tx)
      if (request.commit) open.commit()
      else open.rollback(rolledBack)
      return open.done.catch((error) => {
        if (error !== rolledBack) throw error
      })
    }
    case 'dump':
      return new Uint8Array(await (await pg.dumpDataDir('gzip')).arrayBuffer())
    case 'ping':
      return
    case 'close':
      return pg.close()
  }
}

/** Answers once the transaction is open; it then lasts until its `end` arrives. */
function begin(id: number): Promise<void> {
  return new Promise((opened, refused) => {
    const done = pg.transaction(
      (tx) =>
        new Promise<void>((commit, rollback) => {
          transactions.set(id, { tx, commit, rollback, done })
          opened()
        }),
    )
    done.catch(refused)
  })
}

function post(reply: Reply): void {
  port.postMessage(reply)
}

function onWire(error: unknown): WireError {
  const { message, code, detail, constraint, table, column } = error as WireError
  return { message, code, detail, constraint, table, column }
}

port.on('message', async (request: Request) => {
  try {
    post({ id: request.id, value: await answer(request) })
  } catch (error) {
    // A trap inside the engine (a PANIC, memory) leaves it in no known state: the thread ends and a fresh one recovers.
    if (error instanceof WebAssembly.RuntimeError || (error as Error).name === 'ExitStatus') throw error
    post({ id: request.id, error: onWire(error) })
  }
  if (request.op === 'close') port.close()
})
