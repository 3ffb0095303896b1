import { isAxiosError } from 'axios'
import { ChannelError } from '#src/errors.ts'

/** What a refusal says: HTTP status, business code, message and headers, whichever way the SDK handed it over. */
export type Refusal = { status: number; code?: number; msg?: string; resetSeconds?: number }

const rateLimits = new Set([99991400, 230020, 11232])
const tokenCodes = new Set([99991661, 99991663, 99991668, 99991671, 99991677])
const authCodes = new Set([...tokenCodes, 99991672, 99991543, 10003, 10014, 99991662, 99991673, 230006])
const ambiguousCodes = new Set([1500, 2200, 230049, 200810, 300120])
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Nothing of the account gets through: short enough that a slip of the network delays no answer noticeably. */
export const UNREACHABLE_MS = 2000

/** The bot left the chat, or the chat is no more. */
const detachedCodes = new Set([230002, 232009, 232011])
/** The message to answer or change was recalled, deleted, never was, or is older than fourteen days. */
const closedCodes = new Set([230011, 231003, 230110, 230031])
/** One ability is missing; the others still work. */
const scopeCodes = new Set([99991672, 230006])

const CARD_REFUSED = 230099
const CARD_TOO_LONG = 230025
const CARD_BUSY = 'card action is lock'

/** An ability that was not granted, while our credentials are right. */
export const isScopeMissing = (error: ChannelError): boolean => scopeCodes.has(Number(error.code))

/** The platform no longer knows the token we sent: fetch a new one and try once more. */
export const isTokenRefused = (error: ChannelError): boolean => tokenCodes.has(Number(error.code))

/** The card itself was refused; the same facts as plain text may still get through. */
export const isCardRefused = (error: ChannelError): boolean =>
  error.kind === 'terminal' && (error.code === String(CARD_TOO_LONG) || error.code.startsWith(`${CARD_REFUSED}`))

/** The message to patch is no card: 230054 by the list of codes, 230001 with these words in practice. */
export const isNotACard = (error: ChannelError): boolean =>
  error.code === '230054' || (error.code === '230001' && /not a card/i.test(error.message))

/** @returns what the refusal means for the message; `msg` is the platform's own and carries no secret of ours. */
export function classify(refusal: Refusal): ChannelError {
  const { status, code, msg = '', resetSeconds } = refusal
  const text = `HTTP ${status}${code === undefined ? '' : ` code ${code}`}${msg && `: ${msg.slice(0, 300)}`}`
  const name = code === undefined ? `http-${status}` : String(code)

  if (status === 429 || (code !== undefined && rateLimits.has(code))) {
    return new ChannelError('rate', name, text, waitFor(code, resetSeconds), code !== 230020)
  }
  if (code === CARD_REFUSED) {
    if (msg.includes(CARD_BUSY)) return new ChannelError('rate', `${code}/busy`, text, 1000)
    const sub = /ErrCode:\s*(\d+)/i.exec(msg)?.[1]
    if (sub && ambiguousCodes.has(Number(sub))) return new ChannelError('ambiguous', `${code}/${sub}`, text)
    return new ChannelError('terminal', sub ? `${code}/${sub}` : name, text)
  }
  if (code !== undefined && authCodes.has(code)) return new ChannelError('auth', name, text, undefined, !scopeCodes.has(code))
  if (code !== undefined && detachedCodes.has(code)) return new ChannelError('detached', name, text)
  if (code !== undefined && closedCodes.has(code)) return new ChannelError('closed', name, text)
  if (code === 230049) return new ChannelError('ambiguous', name, text, 1000)
  // Without a business code it was not the platform that answered but something on the way.
  if (code === undefined || status >= 500 || ambiguousCodes.has(code)) return new ChannelError('ambiguous', name, text)
  return new ChannelError('terminal', name, text)
}

/** A limit on one chat names no time: a second or two, spread so that waiting senders do not return together. */
function waitFor(code: number | undefined, resetSeconds: number | undefined): number {
  if (resetSeconds !== undefined) return resetSeconds * 1000
  const base = code === 11232 ? 10_000 : 1000
  return base + Math.floor(Math.random() * base)
}

/**
 * Whatever a call threw, as a ChannelError. The original is dropped on purpose: an axios error
 * carries the bearer token, and on the token call the app secret.
 */
export function toChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error
  if (!isAxiosError(error)) return new ChannelError('ambiguous', 'unknown', error instanceof Error ? error.message : String(error))
  if (error.response) {
    const { status, data, headers } = error.response
    return classify({ status, ...bodyOf(data), resetSeconds: secondsOf(headers['x-ogw-ratelimit-reset']) })
  }
  const code = error.code ?? 'network'
  if (neverLeft.has(code)) return new ChannelError('rate', code, `platform not reachable: ${code}`, UNREACHABLE_MS, true)
  return new ChannelError('ambiguous', code, `no answer: ${code}`)
}

function bodyOf(data: unknown): { code?: number; msg?: string } {
  if (typeof data !== 'object' || data === null) return {}
  const { code, msg } = data as { code?: unknown; msg?: unknown }
  return { code: typeof code === 'number' ? code : undefined, msg: typeof msg === 'string' ? msg : undefined }
}

function secondsOf(header: unknown): number | undefined {
  const seconds = Number(header)
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
