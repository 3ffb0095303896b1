import { ChannelError, type ChannelErrorKind } from '#src/errors.ts'

/** What WeCom answers to every call. */
export type Answer = { errcode: number; errmsg?: string }

/** When a send that certainly was not taken is worth another try. */
const RETRY_AFTER_MS = 5_000
/** Limits are counted per minute. */
const MINUTE_MS = 60_000

/** WeCom's global error codes that say more than "not like this". */
const kinds: Record<number, ChannelErrorKind> = {
  [-1]: 'rate', // busy
  40001: 'auth', // secret
  40013: 'auth', // corp id
  40014: 'auth', // token
  41001: 'auth',
  42001: 'auth', // token expired
  45009: 'rate',
  45033: 'rate',
  48002: 'auth', // no permission for this interface
  60020: 'auth', // our address is not on the list
  93000: 'detached', // webhook key unknown
  93004: 'detached', // robot removed
  93006: 'detached', // unknown chat
  93008: 'detached', // robot not in the group
  846607: 'rate',
}

/** @throws ChannelError unless the answer is a success */
export function assertTaken({ errcode, errmsg = '' }: Answer): void {
  if (errcode === 0) return
  const kind = kinds[errcode] ?? 'terminal'
  const retryAfterMs = kind !== 'rate' ? undefined : errcode === -1 ? RETRY_AFTER_MS : MINUTE_MS
  throw new ChannelError(kind, String(errcode), errmsg.slice(0, 300), retryAfterMs)
}

export const isTokenStale = ({ errcode }: Answer): boolean => errcode === 40014 || errcode === 42001

/** Nothing was handed over, so nothing can have arrived. */
export const notConnected = (detail: string): ChannelError => new ChannelError('rate', 'not-connected', detail, RETRY_AFTER_MS)
