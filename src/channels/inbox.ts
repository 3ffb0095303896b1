import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { ChannelName, Inbound } from '#src/message.ts'
import { within } from '#src/within.ts'
import type { Receive } from './channel.ts'

/** Who sent it never sends again, so a failing store is tried for about a minute before a message is given up. */
const RETRY_MS = [200, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

/** As long as one message may keep the next ones waiting. */
const LOAD_MS = 10_000

/** Platforms repeat themselves after a reconnection; intake knows every id for good, this spares it the rush. */
const REMEMBERED = 2_000

/** Hands what comes over a connection to intake one after the other, in the order it was announced. */
export class Inbox {
  #receive: Receive
  #channel: ChannelName
  #log: Log
  #tail: Promise<void> = Promise.resolve()
  #seen = new Set<string>()
  #closed = new AbortController()

  constructor(channel: ChannelName, receive: Receive, log: Log) {
    this.#channel = channel
    this.#receive = receive
    this.#log = log
  }

  /** Loads at once, delivers in turn. `load` gives undefined for what does not concern us. */
  push(id: string, load: () => Promise<Inbound | undefined>): void {
    if (this.#closed.signal.aborted || this.#seen.has(id)) return
    this.#remember(id)
    const loading = within(LOAD_MS, load(), () => new Error('the platform does not tell the content'))
    loading.catch(() => {})
    this.#tail = this.#tail.then(async () => {
      try {
        const inbound = await loading
        if (inbound) await this.#deliver(inbound)
      } catch (error) {
        this.#seen.delete(id)
        this.#log.error({ channel: this.#channel, id, error: messageOf(error) }, 'inbound not delivered')
      }
    })
  }

  /** Takes nothing more and waits for what is on its way; a failing store is not waited for. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#tail
  }

  async #deliver(inbound: Inbound): Promise<void> {
    for (const delay of RETRY_MS) {
      try {
        await this.#receive(inbound)
        return
      } catch (error) {
        this.#log.warn({ channel: this.#channel, error: messageOf(error) }, 'intake failed, trying again')
        await sleep(delay, undefined, { signal: this.#closed.signal }).catch(() => {})
      }
    }
    await this.#receive(inbound)
  }

  #remember(id: string): void {
    this.#seen.add(id)
    if (this.#seen.size > REMEMBERED) for (const oldest of this.#seen) return void this.#seen.delete(oldest)
  }
}
