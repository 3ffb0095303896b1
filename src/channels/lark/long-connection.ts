import { type EventDispatcher, type HttpInstance, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk'
import type { AxiosInstance } from 'axios'
import type { Clock } from '#src/clock.ts'
import { ConfigError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Receive } from '../channel.ts'
import type { LarkConfig } from './config.ts'
import { parse } from './parse.ts'
import { redactingLogger } from './sdk-log.ts'
import type { Envelope } from './verify.ts'
import { answerTo } from './webhook.ts'

export interface LongConnection {
  start(receive: Receive): void
  stop(): void
  connected(): boolean
}

type Deps = { clock: Clock; log: Log; http: AxiosInstance; botOpenId: () => Promise<string>; restartMs?: number }

/** Shorter than the platform's ping interval, or a link that died half way is never noticed. */
const PING_TIMEOUT_S = 20
const HANDSHAKE_MS = 10_000

/**
 * Events over a connection we open, for networks that take none in. The platform sends an event again
 * unless it is acknowledged, and the SDK acknowledges after the handler: so the handler commits.
 */
export function createLongConnection(config: LarkConfig, { clock, log, http, botOpenId, restartMs = 30_000 }: Deps): LongConnection {
  // The SDK would log this and stay idle for ever.
  if (!/^cli_[0-9a-fA-F]{16}$/.test(config.appId)) throw new ConfigError(['LARK_APP_ID 应为 cli_ 加 16 位十六进制数'])
  let restart: NodeJS.Timeout | undefined
  let start = () => {}
  const socket = new WSClient({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.domain,
    httpInstance: http as HttpInstance,
    handshakeTimeoutMs: HANDSHAKE_MS,
    wsConfig: { pingTimeout: PING_TIMEOUT_S },
    loggerLevel: LoggerLevel.error,
    logger: redactingLogger(log),
    onReady: () => log.info({ channel: 'lark' }, 'long connection open'),
    onReconnecting: () => log.warn({ channel: 'lark' }, 'long connection lost'),
    onReconnected: () => log.info({ channel: 'lark' }, 'long connection open again'),
    // The SDK gives up here; starting again revives it.
    onError: (error) => {
      log.error({ channel: 'lark', error: error.message }, 'long connection refused')
      restart = setTimeout(() => start(), restartMs).unref()
    },
  })

  const handlerFor = (receive: Receive) => async (envelope: Envelope) => {
    const plain = JSON.stringify(envelope)
    const inbound = await parse(envelope, plain, { botOpenId, now: clock.now() })
    const { toast } = await receive(inbound, plain)
    return answerTo(inbound, toast)
  }

  return {
    start(receive) {
      // The SDK's own dispatcher flattens the envelope; all that the connection asks of it is `invoke`.
      const eventDispatcher = { invoke: handlerFor(receive) } as unknown as EventDispatcher
      start = () => void socket.start({ eventDispatcher })
      start()
    },
    stop() {
      clearTimeout(restart)
      start = () => {}
      socket.close({ force: true })
    },
    connected: () => socket.getConnectionStatus().state === 'connected',
  }
}
