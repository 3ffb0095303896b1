import { setTimeout as sleep } from 'node:timers/promises'
import type { BaseMessage, WSClient, WsFrame } from '@wecom/aibot-node-sdk'
import type { Clock } from '#src/clock.ts'
import type { WecomBotConfig } from '#src/config.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Post } from '#src/message.ts'
import type { Acquire, ChannelState, Content, Contents, Destination, Receipt, Receive } from '../channel.ts'
import { Inbox } from '../inbox.ts'
import { Parts } from '../text/parts.ts'
import { assertTaken, notConnected } from './errors.ts'
import { parseMessage, sourceOf } from './parse.ts'
import { type Media, mediaOf, type Part, partsOf } from './parts.ts'

/** All in ms of real time. */
export type BotTiming = { reconnect: number; heartbeat: number; afterKick: number }

type Deps = { clock: Clock; log: Log; acquire?: Acquire | undefined; pauseMs: number; timing: BotTiming; contents?: Contents | undefined }

/** What is said in one message; the platform takes 20,480 bytes. */
const MAX_LENGTH = 6_000

/** Questions whose frame is remembered: an answer quotes the question only through it. */
const REMEMBERED = 1_000

/**
 * 智能机器人 over the long connection of the official SDK. WeCom allows one connection and ends the older one, so one
 * process holds it; who was pushed out by a stranger waits before it takes the connection back.
 */
export class Bot {
  #config: WecomBotConfig
  #deps: Deps
  #client: WSClient | undefined
  #inbox: Inbox | undefined
  #frames = new Map<string, WsFrame>()
  #parts: Parts<Part>
  #state: ChannelState = { ready: false, detail: '未启动' }
  #stopped = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(config: WecomBotConfig, deps: Deps) {
    this.#config = config
    this.#deps = deps
    this.#parts = new Parts(deps.pauseMs)
  }

  start(receive: Receive): void {
    this.#inbox = new Inbox('wecom', receive, this.#deps.log)
    this.#running = this.#run(this.#inbox).catch((error: unknown) => {
      if (!this.#stopped.signal.aborted) this.#enter(false, messageOf(error))
    })
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
    await this.#inbox?.close()
    this.#enter(false, '已停止')
  }

  state(): ChannelState {
    return this.#state
  }

  /** @throws ChannelError */
  send(post: Post, { chatId, replyTo }: Destination, key: string): Promise<Receipt> {
    const client = this.#client
    if (!client || !this.#state.ready) throw notConnected(this.#state.detail)
    // The question's own frame takes one answer; what follows is said after it.
    let asked = replyTo === undefined ? undefined : this.#frames.get(replyTo)
    return this.#parts.send(
      key,
      () => partsOf(post, MAX_LENGTH),
      async (part) => {
        const frame = asked
        asked = undefined
        const said = 'markdown' in part ? part.markdown : await mediaOf(part, this.#deps.contents)
        if (typeof said === 'string')
          await taken(frame ? client.replyStream(frame, key, said, true) : client.sendMessage(chatId, markdownOf(said)))
        else if (said) await handOver(client, chatId, said)
        return undefined
      },
    )
  }

  /** @throws ChannelError; the address is good for five minutes */
  async fetch(key: string): Promise<Content> {
    const { url, aeskey } = sourceOf(key)
    const client = this.#client ?? (await this.#open(new AbortController()))
    const { buffer, filename } = await client.downloadFile(url, aeskey).catch((error: unknown) => {
      throw new ChannelError('ambiguous', 'download', messageOf(error))
    })
    return {
      ...(filename ? { name: filename } : {}),
      bytes: (async function* () {
        yield buffer
      })(),
    }
  }

  async #run(inbox: Inbox): Promise<void> {
    const { acquire, timing } = this.#deps
    const { signal } = this.#stopped
    while (!signal.aborted) {
      const over = new AbortController()
      if (acquire) this.#enter(false, '长连接由另一进程持有')
      const release = await acquire?.(signal, () => over.abort())
      try {
        await this.#connection(inbox, over)
      } finally {
        await release?.()
      }
      await sleep(timing.afterKick, undefined, { signal }).catch(() => {})
    }
  }

  /** One client until it is stopped, its lease is lost or another connection takes its place. */
  async #connection(inbox: Inbox, over: AbortController): Promise<void> {
    const { clock } = this.#deps
    const end = AbortSignal.any([over.signal, this.#stopped.signal])
    if (end.aborted) return
    const client = await this.#open(over)
    client.on('message', (frame) => this.#hear(inbox, frame, clock))
    this.#client = client
    client.connect()
    await new Promise<void>((resolve) => end.addEventListener('abort', () => resolve(), { once: true }))
    client.removeAllListeners()
    // Closing a socket that has not opened yet is an error event, and one without a listener ends the process.
    client.on('error', () => {})
    client.disconnect()
    this.#client = undefined
  }

  async #open(over: AbortController): Promise<WSClient> {
    const { log, timing } = this.#deps
    const { WSClient } = await import('@wecom/aibot-node-sdk')
    const client = new WSClient({
      botId: this.#config.id,
      secret: this.#config.secret,
      wsUrl: this.#config.url,
      maxReconnectAttempts: -1,
      maxAuthFailureAttempts: -1,
      reconnectInterval: timing.reconnect,
      heartbeatInterval: timing.heartbeat,
      logger: quiet,
    })
    client.on('authenticated', () => this.#enter(true, '长连接已连上'))
    client.on('disconnected', () => this.#enter(false, this.#state.ready ? '长连接断开，正在重连' : this.#state.detail))
    client.on('error', (error) => {
      log.warn({ channel: 'wecom', error: error.message }, 'robot connection error')
      this.#enter(false, /Authentication failed/.test(error.message) ? '机器人ID或Secret不对，未能登录' : '连接失败，正在重试')
    })
    client.on('event.disconnected_event', () => {
      this.#enter(false, '被另一处的连接顶替')
      over.abort()
    })
    return client
  }

  #hear(inbox: Inbox, frame: WsFrame<BaseMessage>, clock: Clock): void {
    const message = frame.body
    if (!message?.msgid || !message.from?.userid) return
    this.#frames.set(message.msgid, { headers: frame.headers })
    if (this.#frames.size > REMEMBERED)
      for (const oldest of this.#frames.keys()) {
        this.#frames.delete(oldest)
        break
      }
    inbox.push(message.msgid, async () => parseMessage(message, clock.now()))
  }

  #enter(ready: boolean, detail: string): void {
    if (ready === this.#state.ready && detail === this.#state.detail) return
    this.#state = { ready, detail }
    this.#deps.log.info({ channel: 'wecom', ready, detail }, 'wecom connection')
  }
}

/** Its lines hold what people wrote; what matters comes as events. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

const markdownOf = (content: string) => ({ msgtype: 'markdown' as const, markdown: { content } })

/** Uploaded over the same connection, then said. */
async function handOver(client: WSClient, chatId: string, { kind, name, bytes }: Media): Promise<void> {
  const uploaded = await client.uploadMedia(bytes, { type: kind, filename: name }).catch(() => {
    throw notConnected('media not uploaded')
  })
  await taken(client.sendMediaMessage(chatId, kind, uploaded.media_id))
}

/** @throws ChannelError for what the platform refused or what became of a frame nobody knows */
async function taken(sending: Promise<WsFrame>): Promise<void> {
  try {
    await sending
  } catch (error) {
    if (!(error instanceof Error)) return assertTaken(error as { errcode: number; errmsg?: string })
    if (/not connected/i.test(error.message)) throw notConnected(error.message)
    throw new ChannelError('ambiguous', 'no-answer', error.message.slice(0, 300))
  }
}
