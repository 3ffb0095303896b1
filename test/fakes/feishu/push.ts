import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { TENANT } from './state.ts'

export type Keys = { appId: string; encryptKey: string; verificationToken: string }
export type Pushed = { status: number; body: unknown }
type Options = { keys: Keys; now: () => number; timeScale: number; connections: Connections }

const ACK_MS = 3000
const REPUSH_S = [15, 300, 3600, 21_600]

export function encrypt(plain: string, encryptKey: string): string {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv)
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}

/** Headers and body as the platform sends them; `stamp` in epoch ms. */
export function sealed(plain: string, encryptKey: string, stamp: number): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ encrypt: encrypt(plain, encryptKey) })
  return { headers: signed(body, encryptKey, stamp), body }
}

export function signed(body: string, encryptKey: string, stamp: number): Record<string, string> {
  const timestamp = String(Math.floor(stamp / 1000))
  const nonce = randomUUID().replaceAll('-', '').slice(0, 10)
  const signature = createHash('sha256')
    .update(timestamp + nonce + encryptKey + body)
    .digest('hex')
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  }
}

/** The way that is open instead of the address, if one is: a long connection. */
export type Connections = { readonly count: number; push(plain: string): Promise<Pushed> }

/** Pushes to the app by the platform's rules. Attempts are kept for inspection. */
export class Pusher {
  /** whose events they claim to be, where not this app's and tenant's */
  posing: { app_id?: string; tenant_key?: string } = {}
  url: string | undefined
  readonly attempts: { eventId: string; type: string; status: number }[] = []
  #timers = new Set<NodeJS.Timeout>()
  #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** An event: again after 15 s, 5 min, 1 h and 6 h (scaled) until one attempt gets its 200. @returns the first attempt */
  async event(eventId: string, type: string, event: object): Promise<Pushed> {
    return this.#attempt(eventId, type, this.envelope(eventId, type, event, String(this.#options.now())), 0)
  }

  /** A callback: once, within three seconds. */
  async callback(eventId: string, type: string, event: object): Promise<Pushed> {
    const plain = this.envelope(eventId, type, event, String(this.#options.now() * 1000))
    return this.#post(eventId, type, plain)
  }

  /** What saving the address in the console does: unsigned, the token is inside. */
  async verifyUrl(): Promise<boolean> {
    const challenge = randomUUID()
    const { encryptKey, verificationToken } = this.#options.keys
    const body = JSON.stringify({
      encrypt: encrypt(JSON.stringify({ challenge, token: verificationToken, type: 'url_verification' }), encryptKey),
    })
    const { status, body: answer } = await this.#request({ 'content-type': 'application/json; charset=utf-8' }, body)
    return status === 200 && (answer as { challenge?: unknown } | undefined)?.challenge === challenge
  }

  envelope(eventId: string, type: string, event: object, createTime: string): string {
    const { appId, verificationToken } = this.#options.keys
    const header = {
      event_id: eventId,
      event_type: type,
      create_time: createTime,
      token: verificationToken,
      app_id: appId,
      tenant_key: TENANT,
      ...this.posing,
    }
    return JSON.stringify({ schema: '2.0', header, event })
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  async #attempt(eventId: string, type: string, plain: string, tried: number): Promise<Pushed> {
    const pushed = await this.#post(eventId, type, plain)
    const wait = REPUSH_S[tried]
    if (pushed.status !== 200 && wait !== undefined) {
      const timer = setTimeout(
        () => {
          this.#timers.delete(timer)
          void this.#attempt(eventId, type, plain, tried + 1)
        },
        (wait * 1000) / this.#options.timeScale,
      )
      this.#timers.add(timer)
    }
    return pushed
  }

  async #post(eventId: string, type: string, plain: string): Promise<Pushed> {
    const { keys, now, connections } = this.#options
    const { headers, body } = sealed(plain, keys.encryptKey, now())
    const pushed = await (connections.count > 0 ? connections.push(plain) : this.#request(headers, body))
    this.attempts.push({ eventId, type, status: pushed.status })
    return pushed
  }

  /** Status 0: no address, no connection, or no answer in time. */
  async #request(headers: Record<string, string>, body: string): Promise<Pushed> {
    if (!this.url) return { status: 0, body: undefined }
    try {
      const response = await fetch(this.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ACK_MS) })
      const text = await response.text()
      return { status: response.status, body: safeParse(text) }
    } catch {
      return { status: 0, body: undefined }
    }
  }
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
