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
 * - `detached`: we are no longer in this chat; nothing can be delivered there
 * - `closed`: the message this one answers or changes was taken back, or takes no change any more
 * - `terminal`: this message can never be delivered as it is
 */
export type ChannelErrorKind = 'rate' | 'ambiguous' | 'auth' | 'detached' | 'closed' | 'terminal'

/** What a channel throws when a send did not clearly succeed. Carries no secret: it is stored and logged. */
export class ChannelError extends Error {
  readonly kind: ChannelErrorKind
  readonly code: string
  readonly retryAfterMs: number | undefined
  /** every send of the account would fare the same, not this chat's alone */
  readonly wide: boolean
  constructor(kind: ChannelErrorKind, code: string, message: string, retryAfterMs?: number, wide = false) {
    super(message)
    this.name = 'ChannelError'
    this.kind = kind
    this.code = code
    this.retryAfterMs = retryAfterMs
    this.wide = wide
  }
}

/** A wrong configuration: names the keys, never the values. The process exits with this one line. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`配置有误：${problems.join('；')}`)
    this.name = 'ConfigError'
  }
}

/**
 * The one line a log may hold of an unknown error. A failed query's own message repeats its parameters, which may be
 * what people wrote: its cause says what went wrong without them.
 */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('query' in error && error.cause instanceof Error) return `query failed: ${messageOf(error.cause)}`
  // Of a name with several addresses none of which answers, the system gives the code alone.
  return error.message || ('code' in error ? String(error.code) : error.name)
}

/** An unknown error for the log; its cause where that says more. */
export function told(error: unknown): { error: string; cause?: string } {
  const said = messageOf(error)
  const cause = error instanceof Error && error.cause ? messageOf(error.cause) : ''
  return said.includes(cause) ? { error: said } : { error: said, cause }
}
