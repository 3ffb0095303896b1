import { Tokens } from './auth.ts'
import { ChatApi } from './chats.ts'
import { controlOf } from './control.ts'
import { ExtraApi } from './extras.ts'
import { Faults } from './faults.ts'
import { handlesOf } from './handles.ts'
import { Uuids } from './idempotency.ts'
import { documentedLimits, type Limits, RateLimiter } from './limits.ts'
import { type ClientConfig, LongConnections } from './long-connection.ts'
import { MessageApi } from './messages.ts'
import { People } from './people.ts'
import { Pusher } from './push.ts'
import { listen } from './server.ts'
import { FakeState } from './state.ts'
import { UploadApi } from './uploads.ts'

export type { FakeMessage } from './state.ts'

export type FakeFeishuOptions = {
  appId: string
  appSecret: string
  encryptKey: string
  verificationToken: string
  /** 0 or absent: a free one */
  port?: number
  /** where events and card callbacks go; may be set later with `pushTo` */
  webhookUrl?: string
  /** how much faster re-pushes come and the one-hour uuid window ends */
  timeScale?: number
  limits?: Partial<Limits>
  tokenLifeSeconds?: number
  latencyMs?: number
  /** false: the app lacks im:message.group_msg */
  allMessages?: boolean
  /** what the platform tells clients of the long connection, in seconds */
  clientConfig?: Partial<ClientConfig>
  /** the platform's own clock */
  now?: () => Date
}

const BOT_OPEN_ID = 'ou_b07000000000000000000000000000b0'

/** A Feishu that lives in this process and speaks HTTP: point the SDK's `domain` at `url`. */
export type FakeFeishu = Awaited<ReturnType<typeof startFakeFeishu>>

export async function startFakeFeishu(options: FakeFeishuOptions) {
  const { appId, appSecret, encryptKey, verificationToken, port = 0, timeScale = 1, latencyMs = 0, tokenLifeSeconds = 7200 } = options
  const now = () => (options.now?.() ?? new Date()).getTime()
  const state = new FakeState(now)
  const faults = new Faults()
  const limits = new RateLimiter({ ...documentedLimits, ...options.limits })
  const uuids = new Uuids(3_600_000 / timeScale)
  const tokens = new Tokens({ appId, appSecret, lifeSeconds: tokenLifeSeconds })
  const connections = new LongConnections({ appId, appSecret }, options.clientConfig)
  const push = new Pusher({ keys: { appId, encryptKey, verificationToken }, now, timeScale, connections })
  push.url = options.webhookUrl
  const people = new People({ state, push, botOpenId: BOT_OPEN_ID, allMessages: options.allMessages ?? true })
  const extras = new ExtraApi(state)
  const uploads = new UploadApi()
  const api = handlesOf({ state, faults, tokens, limits, push, people, extras, uploads, connections })
  const server = await listen(
    {
      tokens,
      limits,
      uuids,
      faults,
      messages: new MessageApi({ state, limits, uuids, appId, uploads }),
      chats: new ChatApi(state),
      extras,
      uploads,
      connections,
      bot: { openId: BOT_OPEN_ID, name: '督办' },
      latencyMs,
      control: controlOf(api),
    },
    port,
  )
  return {
    ...api,
    url: server.url,
    calls: server.calls,
    async close() {
      push.close()
      await server.close()
    },
  }
}
