import type { AxiosInstance } from 'axios'
import { classify } from './errors.ts'

export interface TokenProvider {
  get(): Promise<string>
  /** Called when the platform refused `token`: the next `get` fetches a new one. */
  forget(token: string): void
}

const REFRESH_BEFORE_MS = 10 * 60_000

/**
 * The tenant token, fetched once however many sends wait for it, and renewed ten minutes before it ends
 * (half way through for tokens that live less than twenty).
 * @param http answers with the body alone; @param now real time in ms: a token expires by the platform's clock, not the calendar's
 */
export function tokenProvider(http: AxiosInstance, domain: string, appId: string, appSecret: string, now: () => number): TokenProvider {
  let token: string | undefined
  let renewAt = 0
  let fetching: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const url = `${domain}/open-apis/auth/v3/tenant_access_token/internal`
    const body: TokenAnswer = await http.post(url, { app_id: appId, app_secret: appSecret })
    if (body.code !== 0 || !body.tenant_access_token) throw classify({ status: 200, code: body.code, msg: body.msg })
    const lifeMs = (body.expire ?? 0) * 1000
    renewAt = now() + Math.max(lifeMs - REFRESH_BEFORE_MS, lifeMs / 2)
    token = body.tenant_access_token
    return token
  }

  return {
    async get() {
      if (token !== undefined && now() < renewAt) return token
      fetching ??= fetchToken().finally(() => {
        fetching = undefined
      })
      return fetching
    },
    forget(refused) {
      if (token === refused) token = undefined
    },
  }
}

type TokenAnswer = { code: number; msg?: string; tenant_access_token?: string; expire?: number }
