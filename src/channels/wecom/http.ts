import { ChannelError } from '#src/errors.ts'
import { type Answer, notConnected } from './errors.ts'

const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** One call of WeCom's HTTP interface, without a look at its errcode. Errors carry no address: the key stands in it. @throws ChannelError */
export async function call<T extends Answer>(url: URL, body: unknown, timeoutMs: number): Promise<T> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    ...contentOf(body),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  }).catch((error: unknown) => {
    const code = codeOf(error)
    throw NEVER_LEFT.has(code) ? notConnected(code) : new ChannelError('ambiguous', code, 'no answer from WeCom')
  })
  if (!response.ok) throw new ChannelError('ambiguous', `http-${response.status}`, 'WeCom answered with an error')
  const answer = (await response.json().catch(() => undefined)) as T | undefined
  if (typeof answer?.errcode !== 'number') throw new ChannelError('ambiguous', 'unreadable', 'WeCom’s answer cannot be read')
  return answer
}

function contentOf(body: unknown): RequestInit {
  if (body === undefined || body instanceof FormData) return { body }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** Nothing is said by what goes before a send, so its failure leaves no doubt. */
export async function preparing<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (error) {
    throw error instanceof ChannelError && error.kind === 'ambiguous' ? notConnected(error.code) : error
  }
}

function codeOf(error: unknown): string {
  const { cause, name } = error as Error
  const code = (cause as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : name
}
