import { randomBytes } from 'node:crypto'
import { type ApiAnswer, type ApiRequest, refuse } from './http.ts'

/** Tokens by the official rule: the same one again while half an hour of it is left, then a second beside it. */
export class Tokens {
  fetches = 0
  #issued: { token: string; endsAt: number }[] = []
  readonly #app: { appId: string; appSecret: string; lifeSeconds: number }

  constructor(app: { appId: string; appSecret: string; lifeSeconds: number }) {
    this.#app = app
  }

  issue({ body }: ApiRequest): ApiAnswer {
    this.fetches += 1
    const { appId, appSecret, lifeSeconds } = this.#app
    if (body.app_id !== appId) return { status: 200, body: { code: 10003, msg: 'invalid param' } }
    if (body.app_secret !== appSecret) return { status: 200, body: { code: 10014, msg: 'app secret invalid' } }
    const now = Date.now()
    const keepMs = Math.min(30 * 60_000, (lifeSeconds * 1000) / 4)
    let current = this.#issued.find(({ endsAt }) => endsAt > now + keepMs)
    if (!current) {
      current = { token: `t-${randomBytes(20).toString('hex')}`, endsAt: now + lifeSeconds * 1000 }
      this.#issued = [...this.#issued.filter(({ endsAt }) => endsAt > now), current]
    }
    const expire = Math.floor((current.endsAt - now) / 1000)
    return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: current.token, expire } }
  }

  /** @returns the refusal when the call carries no living token */
  check({ headers }: ApiRequest): ApiAnswer | undefined {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) return refuse(99991661, 'Missing access token for authorization. Please make a request with token attached.')
    if (this.#issued.some((one) => one.token === token && one.endsAt > Date.now())) return undefined
    return refuse(99991663, 'Invalid access token for authorization. Please make a request with token attached.')
  }

  expireAll(): void {
    this.#issued = []
  }
}
