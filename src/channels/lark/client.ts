import { AppType, Client, DefaultCache, type HttpInstance, LoggerLevel, withTenantToken } from '@larksuiteoapi/node-sdk'
import type { AxiosInstance } from 'axios'
import type { LarkConfig } from '#src/config.ts'
import { ChannelError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { classify, isTokenRefused, toChannelError, UNREACHABLE_MS } from './errors.ts'
import { redactingLogger } from './sdk-log.ts'
import { tokenProvider } from './token.ts'

export type Auth = ReturnType<typeof withTenantToken>
/** Thirty megabytes take their time. */
const UPLOAD_MS = 120_000

type App = Pick<LarkConfig, 'appId' | 'appSecret' | 'domain'>

type Answer<T> = { code?: number; msg?: string; data?: T }

export interface LarkClient {
  /**
   * Runs one API call with a valid token and checks its business code.
   * A refused token is renewed once and the call repeated.
   * @throws ChannelError
   */
  call<T>(run: (sdk: Client, auth: Auth) => Promise<Answer<T>>): Promise<T | undefined>
  /** Posts a form with a file in it; the SDK's own calls for that hide the code of a refusal. @throws ChannelError */
  upload<T>(path: string, form: FormData): Promise<T | undefined>
  /** open_id of the bot itself; asked once, then remembered. @throws ChannelError */
  botOpenId(): Promise<string>
  /** Asks the platform who we are, remembered or not. @throws ChannelError */
  checkBot(): Promise<string>
}

/** @param http as `createHttp` makes it */
export function createLarkClient(config: App, http: AxiosInstance, log: Log): LarkClient {
  const { domain } = config
  const tokens = tokenProvider(http, domain, config.appId, config.appSecret, Date.now)
  const sdk = sdkOf(config, http, log)

  async function call<T>(run: (sdk: Client, auth: Auth) => Promise<Answer<T>>): Promise<T | undefined> {
    const token = await tokenOrUnsent()
    try {
      return await checked(run(sdk, withTenantToken(token)))
    } catch (error) {
      if (!(error instanceof ChannelError && isTokenRefused(error))) throw error
      tokens.forget(token)
      return checked(run(sdk, withTenantToken(await tokenOrUnsent())))
    }
  }

  const upload = <T>(path: string, form: FormData) =>
    call<T>((_sdk, { headers }) => http.post(`${domain}${path}`, form, { headers: { ...headers }, timeout: UPLOAD_MS }))

  /** Without a token the message itself never left, so a failure here is no doubt about its arrival. */
  async function tokenOrUnsent(): Promise<string> {
    try {
      return await tokens.get()
    } catch (error) {
      const failure = toChannelError(error)
      if (failure.kind === 'auth' || failure.kind === 'rate') throw failure
      throw new ChannelError('rate', failure.code, `no token: ${failure.message}`, UNREACHABLE_MS, true)
    }
  }

  const { check, known } = identityOf(call)
  return { call, upload, checkBot: check, botOpenId: known }
}

const sdkOf = ({ appId, appSecret, domain }: App, http: AxiosInstance, log: Log): Client =>
  new Client({
    appId,
    appSecret,
    domain,
    appType: AppType.SelfBuild,
    httpInstance: http as HttpInstance,
    // The SDK's default cache is one per process, keyed by app id alone: a second client would get the first one's token.
    cache: new DefaultCache(),
    disableTokenCache: true,
    loggerLevel: LoggerLevel.error,
    logger: redactingLogger(log),
  })

type BotInfo = Answer<never> & { bot?: { open_id?: string } }

/** Who the bot is, by its open_id: asked anew, or as last told. */
function identityOf(call: LarkClient['call']): { check(): Promise<string>; known(): Promise<string> } {
  let told: Promise<string> | undefined

  async function ask(): Promise<string> {
    let openId: string | undefined
    await call(async (sdk, auth) => {
      const answer = await sdk.request<BotInfo>({ method: 'GET', url: '/open-apis/bot/v3/info', timeout: 2000 }, auth)
      openId = answer.bot?.open_id
      return answer
    })
    if (!openId) throw new ChannelError('terminal', 'bot-info', 'bot info without open_id')
    return openId
  }

  function check(): Promise<string> {
    const asking = ask()
    told ??= asking
    asking.catch(() => {
      if (told === asking) told = undefined
    })
    return asking
  }

  return { check, known: () => told ?? check() }
}

async function checked<T>(answering: Promise<Answer<T>>): Promise<T | undefined> {
  let answer: Answer<T>
  try {
    answer = await answering
  } catch (error) {
    throw toChannelError(error)
  }
  if (answer.code !== 0) throw classify({ status: 200, code: answer.code, msg: answer.msg })
  return answer.data
}
