/** An expected refusal. `reply` is what the person reads: plain Chinese, one line, never retried. */
export class DomainError extends Error {
  readonly code: string
  readonly reply: string
  constructor(code: string, reply: string) {
    super(`${code}: ${reply}`)
    this.name = 'DomainError'
    this.code = code
    this.reply = reply
  }
}

/**
 * - `rate`: the platform asks us to wait; not counted as an attempt
 * - `ambiguous`: the message may or may not have arrived (5xx, timeout, cut)
 * - `auth`: our credentials or scopes; every further send would fail as well
 * - `terminal`: this message can never be delivered as it is
 */
export type ChannelErrorKind = 'rate' | 'ambiguous' | 'auth' | 'terminal'

/** What a channel throws when a send did not clearly succeed. Carries no secret: it is stored and logged. */
export class ChannelError extends Error {
  readonly kind: ChannelErrorKind
  readonly code: string
  readonly retryAfterMs: number | undefined
  constructor(kind: ChannelErrorKind, code: string, message: string, retryAfterMs?: number) {
    super(message)
    this.name = 'ChannelError'
    this.kind = kind
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** A wrong configuration: names the keys, never the values. The process exits with this one line. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`配置有误：${problems.join('；')}`)
    this.name = 'ConfigError'
  }
}

/** The one line a person or a log may see of an unknown error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
