/** The service's calendar clock. Leases, retries and pacing use real time and do not ask it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that starts at `start`, runs on with real time and can be set forward or back. */
export class ShiftedClock implements Clock {
  #offsetMs: number
  constructor(start: Date) {
    this.#offsetMs = start.getTime() - Date.now()
  }
  now(): Date {
    return new Date(Date.now() + this.#offsetMs)
  }
  jumpTo(to: Date): void {
    this.#offsetMs = to.getTime() - Date.now()
  }
}
