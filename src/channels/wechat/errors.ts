import { ChannelError, type ChannelErrorKind } from '#src/errors.ts'

/** When a send that never left is worth another try. */
const RETRY_AFTER_MS = 5_000

/** Nothing was handed over, so nothing can have arrived. */
export const notConnected = (detail: string): ChannelError => new ChannelError('rate', 'not-connected', detail, RETRY_AFTER_MS)

/** gRPC status codes that say for certain what became of a send; every other one leaves it open. */
const certain: Record<number, ChannelErrorKind> = {
  3: 'terminal', // invalid argument
  5: 'terminal', // not found
  7: 'auth', // permission denied
  8: 'rate', // resource exhausted
  12: 'terminal', // the gateway does not know this call
  16: 'auth', // token refused
}

const NEVER_LEFT =
  /no connection established|ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|name resolution failed|not logged in|no grpc manager|no client/i

/** Whatever a send threw. A remote failure (code 2) may have happened after WeChat took the message. */
export function toChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error
  const { code, message } = statusOf(error)
  if (NEVER_LEFT.test(message)) return notConnected(message)
  const kind = certain[code ?? -1] ?? 'ambiguous'
  return new ChannelError(kind, code === undefined ? 'unknown' : `grpc-${code}`, message, kind === 'rate' ? RETRY_AFTER_MS : undefined)
}

/** @returns the gRPC code, when there is one, and the first line, without the token: what follows is the gateway's stack. */
export function statusOf(error: unknown): { code?: number; message: string } {
  const text = (textOf(error).split('\n', 1)[0] ?? '').replace(/TOKEN "[^"]*"/i, 'TOKEN').slice(0, 300)
  const code = /^(\d{1,2}) [A-Z_]+\b/.exec(text)?.[1]
  return { code: code === undefined ? undefined : Number(code), message: text }
}

/** An error event carries an Error, or a payload that holds one as text. */
function textOf(error: unknown): string {
  if (error instanceof Error) return error.message
  if (typeof error !== 'object' || error === null) return String(error)
  const { data, gerror } = error as { data?: unknown; gerror?: unknown }
  if (typeof gerror === 'string') {
    try {
      const { message } = JSON.parse(gerror) as { message?: unknown }
      if (typeof message === 'string') return message
    } catch {
      return gerror
    }
  }
  return typeof data === 'string' ? data : JSON.stringify(error)
}
