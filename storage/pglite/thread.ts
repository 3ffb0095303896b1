import { Worker } from 'node:worker_threads'
import { ConnectionLost } from '../errors.ts'
import type { Call, Reply, ThreadOptions, WireError } from './protocol.ts'

/** An error Postgres answered, with its SQLSTATE in `code`. */
export class PgliteError extends Error {
  readonly code: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  constructor(wire: WireError) {
    super(wire.message)
    this.name = 'PgliteError'
    this.code = wire.code
    this.detail = wire.detail
    this.constraint = wire.constraint
    this.table = wire.table
    this.column = wire.column
  }
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** One life of the database thread. */
export class Thread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #longestStatementMs: number
  #watch: NodeJS.Timeout | undefined
  #nextId = 1
  #heard = true
  #silentTicks = 0
  #end: ConnectionLost | undefined
  onEnd: () => void = () => {}

  /** `longestStatementMs`: PGlite knows no statement_timeout; a thread silent for so long is ended. */
  constructor(options: ThreadOptions, longestStatementMs: number) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options })
    this.#worker.on('message', (reply: Reply) => this.#hear(reply))
    this.#worker.on('error', (error) => this.#finish(new ConnectionLost('the database thread failed', { cause: error })))
    this.#worker.on('exit', () => this.#finish(new ConnectionLost('the database is closed')))
    this.#longestStatementMs = longestStatementMs
  }

  /** @returns the reply's value and the id of the call, which names a transaction */
  request<T>(call: Call): { id: number; reply: Promise<T> } {
    const id = this.#nextId++
    const reply = new Promise<T>((resolve, reject) => {
      if (this.#end) return reject(this.#end)
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.#worker.postMessage({ ...call, id })
    })
    return { id, reply }
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }

  #hear(reply: Reply): void {
    this.#heard = true
    // From the first reply on: opening may rightly take long, when much is to be recovered.
    this.#watch ??= setInterval(() => this.#tick(), this.#longestStatementMs / 4).unref()
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.error) waiting?.reject(new PgliteError(reply.error))
    else waiting?.resolve(reply.value)
  }

  /** Counts its own ticks, not the clock: a main thread that was busy itself must not blame the database. */
  #tick(): void {
    const idle = this.#waiting.size === 0
    this.#silentTicks = this.#heard || idle ? 0 : this.#silentTicks + 1
    this.#heard = false
    if (this.#silentTicks >= 4) {
      this.#finish(new ConnectionLost('a statement took too long and was cut off'))
      void this.#worker.terminate()
    } else if (!idle) {
      this.request({ op: 'ping' }).reply.catch(() => {})
    }
  }

  #finish(reason: ConnectionLost): void {
    if (this.#end) return
    this.#end = reason
    clearInterval(this.#watch)
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
    this.onEnd()
  }
}
