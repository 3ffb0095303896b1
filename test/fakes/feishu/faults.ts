import type { ApiAnswer } from './http.ts'
import { refuse } from './http.ts'

export type Op =
  | 'token'
  | 'endpoint'
  | 'bot'
  | 'create'
  | 'reply'
  | 'patch'
  | 'update'
  | 'get'
  | 'list'
  | 'delete'
  | 'chats'
  | 'chat'
  | 'reaction'
  | 'urgent'
  | 'resource'
  | 'image'
  | 'file'

/**
 * `-before`: nothing was done; `-after`: it was done and only the answer is wrong or missing.
 * `token`: the token sent with the call counts as expired. `card`, `long`: the card has too much in it, or too many bytes. `scope`: the app was not granted what the call needs.
 */
export type FaultKind =
  | '500-before'
  | '500-after'
  | '502-html'
  | 'hang-before'
  | 'hang-after'
  | 'cut-before'
  | 'cut-after'
  | '429'
  | 'token'
  | 'card'
  | 'long'
  | 'scope'

/** A fault that strikes a share of the calls, 0 to 1, by chance. */
export type Odds = { on: Op; kind: FaultKind; share: number; resetSeconds?: number }

export type Fault = { on: Op | 'any'; kind: FaultKind; times?: number; resetSeconds?: number }

/** Faults waiting for their call, first come first served. */
export class Faults {
  #waiting: Required<Omit<Fault, 'resetSeconds'>>[] = []
  #resetSeconds = 1
  #odds: Odds[] = []

  add({ on, kind, times = 1, resetSeconds = 1 }: Fault): void {
    this.#waiting.push({ on, kind, times })
    this.#resetSeconds = resetSeconds
  }

  setOdds(odds: Odds[]): void {
    this.#odds = odds
  }

  take(op: Op): FaultKind | undefined {
    const fault = this.#waiting.find(({ on }) => on === op || on === 'any')
    if (!fault) return this.#drawn(op)
    fault.times -= 1
    if (fault.times <= 0) this.#waiting = this.#waiting.filter((one) => one !== fault)
    return fault.kind
  }

  #drawn(op: Op): FaultKind | undefined {
    let chance = Math.random()
    for (const { on, kind, share, resetSeconds = 1 } of this.#odds) {
      if (on !== op) continue
      if (chance < share) {
        this.#resetSeconds = resetSeconds
        return kind
      }
      chance -= share
    }
    return undefined
  }

  clear(): void {
    this.#waiting = []
    this.#odds = []
  }

  /** The answer that stands in for processing, when the fault strikes before it. */
  answerBefore(kind: FaultKind | undefined): ApiAnswer | undefined {
    switch (kind) {
      case '500-before':
        return refuse(1500, 'internal error', 500)
      case '429':
        return refuse(99991400, 'request trigger frequency limit', 429, {
          'x-ogw-ratelimit-limit': '50',
          'x-ogw-ratelimit-reset': String(this.#resetSeconds),
        })
      case 'token':
        return refuse(99991663, 'Invalid access token for authorization. Please make a request with token attached.')
      case 'scope':
        return refuse(99991672, 'Access denied. One of the following scopes is required: [im:message.group_msg].')
      case 'long':
        return refuse(230025, 'The length of the message content reaches its limit.')
      case 'card':
        return refuse(230099, 'Failed to create card content, ext=ErrCode: 11310; ErrMsg: element exceeds the limit; ErrorValue: table; ')
      default:
        return undefined
    }
  }
}
