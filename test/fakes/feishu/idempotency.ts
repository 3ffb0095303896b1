/** At most one success per uuid within the window; while the first is still being processed the second is told so. */
export class Uuids {
  #done = new Map<string, { messageId: string; at: number }>()
  #inFlight = new Set<string>()
  readonly #windowMs: number

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  find(uuid: string): string | undefined {
    const done = this.#done.get(uuid)
    return done && done.at > Date.now() - this.#windowMs ? done.messageId : undefined
  }

  remember(uuid: string, messageId: string): void {
    this.#done.set(uuid, { messageId, at: Date.now() })
  }

  /** @returns false while a call with the same uuid is being processed */
  enter(uuid: string): boolean {
    if (this.#inFlight.has(uuid)) return false
    this.#inFlight.add(uuid)
    return true
  }

  leave(uuid: string): void {
    this.#inFlight.delete(uuid)
  }
}
