import { type ApiAnswer, refuse } from './http.ts'

export type Limits = {
  appPerSecond: number
  appPerMinute: number
  chatPerSecond: number
  patchPerSecond: number
}

export const documentedLimits: Limits = { appPerSecond: 50, appPerMinute: 1000, chatPerSecond: 5, patchPerSecond: 5 }

/** Sliding windows over real time, one per counted thing. Calls that were refused do not count. */
export class RateLimiter {
  readonly limits: Limits
  refused = 0
  #calls = new Map<string, number[]>()

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** One call of the app; each API has its own window. @returns the refusal, if any */
  app(op: string): ApiAnswer | undefined {
    const minute = this.#wait(`app/${op}`, 60_000, this.limits.appPerMinute)
    const second = this.#wait(`app/${op}`, 1000, this.limits.appPerSecond)
    const wait = Math.max(minute, second)
    if (wait > 0) {
      this.refused += 1
      return refuse(99991400, 'request trigger frequency limit', 429, {
        'x-ogw-ratelimit-limit': String(minute > 0 ? this.limits.appPerMinute : this.limits.appPerSecond),
        'x-ogw-ratelimit-reset': String(Math.ceil(wait / 1000)),
      })
    }
    this.#count(`app/${op}`)
    return undefined
  }

  /** One message into a chat, all its bots together. */
  chat(chatId: string): ApiAnswer | undefined {
    return this.#short(`chat/${chatId}`, this.limits.chatPerSecond)
  }

  /** One change of a message. */
  patch(messageId: string): ApiAnswer | undefined {
    return this.#short(`patch/${messageId}`, this.limits.patchPerSecond)
  }

  #short(key: string, perSecond: number): ApiAnswer | undefined {
    if (this.#wait(key, 1000, perSecond) > 0) {
      this.refused += 1
      return refuse(230020, 'This operation triggers the frequency limit.')
    }
    this.#count(key)
    return undefined
  }

  /** ms until one more call fits into the window */
  #wait(key: string, windowMs: number, most: number): number {
    const now = Date.now()
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - windowMs)
    return recent.length < most ? 0 : recent[recent.length - most]! + windowMs - now
  }

  #count(key: string): void {
    const now = Date.now()
    const kept = (this.#calls.get(key) ?? []).filter((at) => at > now - 60_000)
    kept.push(now)
    this.#calls.set(key, kept)
  }
}
