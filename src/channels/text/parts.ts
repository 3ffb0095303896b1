import { setTimeout as sleep } from 'node:timers/promises'
import type { Receipt } from '../channel.ts'

/** Half-sent posts remembered. */
const REMEMBERED = 1_000

/** Sends a post in parts, in order; a next try under the same key goes on where the last one stopped. */
export class Parts<T> {
  #pauseMs: number
  #unsent = new Map<string, T[]>()

  /** @param pauseMs between two parts */
  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs
  }

  /** @param say hands one part over; @returns the id of the first part that has one. @throws what `say` throws */
  async send(key: string, make: () => Promise<T[]> | T[], say: (part: T) => Promise<string | undefined>): Promise<Receipt> {
    const parts = this.#unsent.get(key) ?? (await make())
    let messageId: string | undefined
    for (const [index, part] of parts.entries()) {
      this.#remember(key, parts.slice(index))
      if (index > 0) await sleep(this.#pauseMs)
      const sentId = await say(part)
      messageId ??= sentId
    }
    this.#unsent.delete(key)
    return messageId === undefined ? {} : { messageId }
  }

  #remember(key: string, parts: T[]): void {
    this.#unsent.set(key, parts)
    if (this.#unsent.size > REMEMBERED) for (const oldest of this.#unsent.keys()) return void this.#unsent.delete(oldest)
  }
}
