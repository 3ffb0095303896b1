import { AsyncLocalStorage } from 'node:async_hooks'
import type { Results } from '@electric-sql/pglite'
import { ConnectionLost } from '../errors.ts'
import type { ThreadOptions } from './protocol.ts'
import { Thread } from './thread.ts'

type RowMode = { rowMode?: 'array' | 'object' }

/** What Drizzle needs of a client inside a transaction. */
export type PgliteTransaction = { query<T>(sql: string, params?: unknown[], options?: RowMode): Promise<Results<T>> }

type Frame = { client: PgliteClient; open: boolean }
const frames = new AsyncLocalStorage<Frame[]>()

/**
 * PGlite in a thread of its own, as a client for drizzle-orm/pglite. There is one connection: transactions wait for
 * each other. A thread that ends is replaced at the next call; what it was doing fails with ConnectionLost.
 */
export class PgliteClient {
  #options: ThreadOptions
  readonly #longestStatementMs: number
  #thread: Promise<Thread> | undefined
  #closed = false

  constructor(options: ThreadOptions, longestStatementMs: number) {
    this.#options = options
    this.#longestStatementMs = longestStatementMs
  }

  async query<T>(sql: string, params: unknown[] = [], options: RowMode = {}): Promise<Results<T>> {
    const thread = await this.#use()
    return thread.request<Results<T>>({ op: 'query', sql, params, rowMode: options.rowMode ?? 'object' }).reply
  }

  /** Several statements at once, without parameters. */
  async exec(sql: string): Promise<void> {
    await (await this.#use()).request({ op: 'exec', sql }).reply
  }

  /** @throws PgliteError when `run` swallowed the failure of a statement: such a transaction cannot be committed */
  async transaction<T>(run: (tx: PgliteTransaction) => Promise<T>): Promise<T> {
    const thread = await this.#use()
    const { id: tx, reply: opened } = thread.request({ op: 'begin' })
    await opened
    const frame: Frame = { client: this, open: true }
    const query: PgliteTransaction['query'] = <R>(sql: string, params: unknown[] = [], options: RowMode = {}) => {
      if (!frame.open) throw new Error('this transaction has already ended')
      return thread.request<Results<R>>({ op: 'query', sql, params, rowMode: options.rowMode ?? 'object', tx }).reply
    }
    const end = (commit: boolean) => {
      frame.open = false
      return thread.request<void>({ op: 'end', tx, commit }).reply
    }
    let result: T
    try {
      result = await frames.run([...(frames.getStore() ?? []), frame], () => run({ query }))
    } catch (error) {
      await end(false).catch(() => {})
      throw error
    }
    await end(true)
    return result
  }

  /** The whole data directory as a gzipped tar. */
  async dump(): Promise<Uint8Array> {
    return (await this.#use()).request<Uint8Array>({ op: 'dump' }).reply
  }

  /** Waits for what is running, at most 5 s. */
  async close(): Promise<void> {
    if (this.#closed) return
    const thread = await this.#thread?.catch(() => undefined)
    this.#closed = true
    if (!thread) return
    const cutOff = setTimeout(() => thread.terminate(), 5000)
    await thread.request({ op: 'close' }).reply.catch(() => {})
    clearTimeout(cutOff)
    await thread.terminate()
  }

  #use(): Promise<Thread> {
    if (frames.getStore()?.some((frame) => frame.client === this && frame.open)) {
      throw new Error('the database was used inside a transaction without its tx: this would wait for itself for ever')
    }
    if (this.#closed) throw new ConnectionLost('the database is closed')
    this.#thread ??= this.#start()
    return this.#thread
  }

  async #start(): Promise<Thread> {
    const thread = new Thread(this.#options, this.#longestStatementMs)
    thread.onEnd = () => {
      // What was in memory is gone with its thread: a fresh, empty one would hide the loss.
      if (this.#options.folder !== 'memory://') this.#thread = undefined
    }
    await thread.request({ op: 'ping' }).reply
    this.#options = { folder: this.#options.folder }
    return thread
  }
}
