import { Tokens } from './auth.ts'
import { ChatApi } from './chats.ts'
import { controlOf } from './control.ts'
import { ExtraApi } from './extras.ts'
import { type Fault, Faults, type Odds } from './faults.ts'
import { Uuids } from './idempotency.ts'
import { documentedLimits, type Limits, RateLimiter } from './limits.ts'
import { type ClientConfig, LongConnections } from './long-connection.ts'
import { MessageApi } from './messages.ts'
import { People } from './people.ts'
import { Pusher } from './push.ts'
import { listen } from './server.ts'
import { type FakeMessage, FakeState } from './state.ts'
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
  const api = {
    people,
    /** people's actions and the chat they happen in; see people.ts */
    say: people.say.bind(people),
    submitForm: people.submitForm.bind(people),
    addBotToChat: people.addBotToChat.bind(people),
    /** a chat with the bot in it, without an event */
    createChat: (chatId: string, init: { name?: string; type?: 'group' | 'p2p'; topics?: boolean; members?: string[] } = {}) => {
      const { members = [], ...rest } = init
      const chat = state.chat(chatId, rest)
      for (const member of members) chat.members.add(member)
      return chat
    },
    /** the person's own chat with the bot */
    directChat: (userId: string) => state.directChat(userId),
    nameUser: (userId: string, name: string) => state.user(userId, name),
    /** everything in the chat, or everywhere, oldest first */
    messages: (chatId?: string): FakeMessage[] =>
      [...state.messages.values()].filter((one) => chatId === undefined || one.chatId === chatId),
    /** the message is deleted: as if it had never been */
    forget: (messageId: string) => state.messages.delete(messageId),
    /** what the bot sent */
    sent: (chatId?: string): FakeMessage[] => api.messages(chatId).filter(({ from }) => from === 'bot'),
    /** messages of the bot that say again what it had said in the same place, or reuse a uuid */
    doubles: (): number => countDoubles(api.sent()),
    fault: (fault: Fault) => faults.add(fault),
    /** faults by chance, until `clearFaults` */
    odds: (odds: Odds[]) => faults.setOdds(odds),
    clearFaults: () => faults.clear(),
    expireTokens: () => tokens.expireAll(),
    tokenFetches: () => tokens.fetches,
    /** calls refused for a limit */
    overLimit: () => limits.refused,
    /** every push with the status it got; 0 is no answer in time */
    pushes: () => push.attempts,
    pushTo: (url: string | undefined) => {
      push.url = url
    },
    /** events from now on claim to be another app's or tenant's */
    pose: (as: { app_id?: string; tenant_key?: string }) => {
      push.posing = as
    },
    /** reactions and buzzes, and the content of files */
    extras,
    /** what the bot uploaded, by its key */
    uploads,
    verifyUrl: () => push.verifyUrl(),
    /** clients of the long connection; while there is one, events go to it */
    connections,
  }
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

function countDoubles(sent: FakeMessage[]): number {
  const seen = new Set<string>()
  const isNew = (key: string) => !seen.has(key) && seen.add(key) !== undefined
  return sent.filter(({ chatId, parentId, versions, uuid }) => {
    const freshWords = isNew(`${chatId}\n${parentId}\n${versions[0]}`)
    const freshUuid = uuid === undefined || isNew(`uuid\n${uuid}`)
    return !(freshWords && freshUuid)
  }).length
}
