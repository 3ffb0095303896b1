import { setTimeout as sleep } from 'node:timers/promises'
import { type EventDispatcher, type HttpInstance, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk'
import type { AxiosInstance } from 'axios'
import type { Clock } from '#src/clock.ts'
import type { LarkConfig } from '#src/config.ts'
import { ConfigError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Acquire, ChannelState, Receive } from '../channel.ts'
import { type ParseContext, parse } from './parse.ts'
import { redactingLogger } from './sdk-log.ts'
import { type Envelope, strangerIn } from './verify.ts'
import { answerTo } from './webhook.ts'

export interface LongConnection {
  start(receive: Receive): void
  stop(): Promise<void>
  state(): ChannelState
}

/** All in ms of real time. */
export type Timing = {
  /** how long an answer to our ping is waited for: shorter than the platform's ping interval, or a link that died half way is never noticed */
  pong: number
  /** between two looks at the connection */
  poll: number
  /** how long it may be down before a new client replaces it */
  patience: number
  backoff: [first: number, longest: number]
}

type Deps = Omit<ParseContext, 'now'> & {
  clock: Clock
  log: Log
  http: AxiosInstance
  acquire?: Acquire | undefined
  /** a connection stands (again): what was said without one is still to be read */
  onOpen?: () => void
  timing?: Timing
}

const HANDSHAKE_MS = 10_000
const TIMING: Timing = { pong: 20_000, poll: 5_000, patience: 60_000, backoff: [1_000, 60_000] }

/**
 * Events over a connection we open, for networks that take none in. The platform sends an event again
 * unless it is acknowledged, and the SDK acknowledges after the handler: so the handler commits.
 * The SDK's client gives up for good on some refusals and says nothing on others; so its state is watched, and a
 * client that stays down is closed and replaced.
 */
export function createLongConnection(config: LarkConfig, deps: Deps): LongConnection {
  // The SDK would log this and stay idle for ever.
  if (!/^cli_[0-9a-fA-F]{16}$/.test(config.appId)) throw new ConfigError(['LARK_APP_ID 应为 cli_ 加 16 位十六进制数'])
  const { log, acquire, timing = TIMING } = deps
  const stopped = new AbortController()
  let running = Promise.resolve()
  let socket: WSClient | undefined
  let waiting: ChannelState = { ready: false, detail: '长连接未连上' }
  const connected = () => socket?.getConnectionStatus().state === 'connected'

  async function lead(receive: Receive): Promise<void> {
    while (!stopped.signal.aborted) {
      const lost = new AbortController()
      if (acquire) waiting = { ready: true, detail: '长连接由另一进程持有' }
      const release = await acquire?.(stopped.signal, () => lost.abort())
      waiting = { ready: false, detail: '长连接未连上' }
      const over = AbortSignal.any([stopped.signal, lost.signal])
      try {
        for (let failures = 0; !over.aborted; failures++) {
          if (await connection(receive, over)) failures = 0
          const [first, longest] = timing.backoff
          if (!over.aborted) await pause(Math.min(longest, first * 2 ** failures), over)
        }
      } finally {
        await release?.()
      }
    }
  }

  /** One client from its start until it has been down for too long. @returns whether it ever stood */
  async function connection(receive: Receive, over: AbortSignal): Promise<boolean> {
    const failed = new AbortController()
    socket = openSocket(config, deps, (reason) => {
      log.error({ channel: 'lark', error: reason }, 'long connection refused')
      failed.abort()
    })
    void socket.start({ eventDispatcher: dispatcherOf(receive, config, deps) })
    let stood = false
    let downSince = performance.now()
    const end = AbortSignal.any([over, failed.signal])
    try {
      while (!end.aborted && performance.now() - downSince < timing.patience) {
        await pause(Math.min(timing.poll, timing.patience), end)
        if (connected()) downSince = performance.now()
        stood ||= connected()
      }
      return stood
    } finally {
      socket.close({ force: true })
      socket = undefined
      if (!over.aborted) log.error({ channel: 'lark' }, 'long connection is down, starting it again')
    }
  }

  return {
    start(receive) {
      running = lead(receive).catch((error: unknown) => {
        if (!stopped.signal.aborted) log.error({ channel: 'lark', error: messageOf(error) }, 'long connection ended')
      })
    },
    async stop() {
      stopped.abort()
      await running
    },
    state: () => (connected() ? { ready: true, detail: '长连接已连上' } : waiting),
  }
}

function openSocket(config: LarkConfig, { log, http, onOpen, timing = TIMING }: Deps, refused: (reason: string) => void): WSClient {
  const opened = (how: string) => {
    log.info({ channel: 'lark' }, how)
    onOpen?.()
  }
  return new WSClient({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.domain,
    httpInstance: http as HttpInstance,
    handshakeTimeoutMs: HANDSHAKE_MS,
    wsConfig: { pingTimeout: timing.pong / 1000 },
    loggerLevel: LoggerLevel.error,
    logger: redactingLogger(log),
    onReady: () => opened('long connection open'),
    onReconnecting: () => log.warn({ channel: 'lark' }, 'long connection lost'),
    onReconnected: () => opened('long connection open again'),
    onError: (error) => refused(error.message),
  })
}

/** The SDK's own dispatcher flattens the envelope; all that the connection asks of it is `invoke`. */
function dispatcherOf(receive: Receive, config: LarkConfig, { clock, log, botOpenId, ownerOf }: Deps): EventDispatcher {
  const invoke = async (envelope: Envelope) => {
    const stranger = strangerIn(envelope.header, config)
    if (stranger) return void log.warn({ channel: 'lark', reason: stranger }, 'event refused')
    const inbound = await parse(envelope, JSON.stringify(envelope), { botOpenId, ownerOf, now: clock.now() })
    const { toast } = await receive(inbound)
    return answerTo(inbound, toast)
  }
  return { invoke } as unknown as EventDispatcher
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {})
