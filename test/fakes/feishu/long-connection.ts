import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ApiAnswer, ApiRequest } from './http.ts'
import { CONTROL, DATA, decodeFrame, encodeFrame } from './protobuf.ts'
import type { Pushed } from './push.ts'
import { WebSocketPeer } from './websocket.ts'

const ACK_MS = 3000
const SERVICE = 33554678

export type ClientConfig = { PingInterval: number; ReconnectCount: number; ReconnectInterval: number; ReconnectNonce: number }

/** Clients that hold a connection open; each event goes to one of them, whichever. */
export class LongConnections {
  /** bootstrap answers other than success, in turn: e.g. 1 (busy), 514, 1000040343, 1000040350 */
  readonly refusals: number[] = []
  readonly #app: { appId: string; appSecret: string }
  readonly #config: ClientConfig
  readonly #peers = new Set<WebSocketPeer>()
  readonly #waiting = new Map<string, (pushed: Pushed) => void>()

  constructor(app: { appId: string; appSecret: string }, config: Partial<ClientConfig> = {}) {
    this.#app = app
    this.#config = { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, ...config }
  }

  /** connections stand and answer no ping, as when something on the way has died */
  silent = false

  get count(): number {
    return this.#peers.size
  }

  /** `POST /callback/ws/endpoint` */
  bootstrap({ body, headers }: ApiRequest): ApiAnswer {
    const refusal = this.refusals.shift()
    const right = body.AppID === this.#app.appId && body.AppSecret === this.#app.appSecret
    const code = refusal ?? (right ? 0 : 514)
    if (code !== 0) return { status: 200, body: { code, msg: 'refused', data: {} } }
    const url = `ws://${headers.host}/ws/v2?fpid=493&device_id=${randomUUID()}&service_id=${SERVICE}`
    return { status: 200, body: { code: 0, msg: '', data: { URL: url, ClientConfig: this.#config } } }
  }

  upgrade(request: IncomingMessage, socket: Duplex): void {
    const peer = new WebSocketPeer(request, socket)
    this.#peers.add(peer)
    peer.onClose = () => this.#peers.delete(peer)
    peer.onMessage = (message) => {
      const frame = decodeFrame(message)
      if (frame.method === CONTROL) {
        if (this.silent) return
        peer.send(encodeFrame({ ...frame, headers: { type: 'pong' }, payload: Buffer.from(JSON.stringify(this.#config)) }))
      } else {
        this.#waiting.get(frame.headers.message_id ?? '')?.(readAck(frame.payload))
      }
    }
  }

  /** @returns status and body as an HTTP push would have them; status 0: no client, or no answer in time */
  push(plain: string): Promise<Pushed> {
    const peers = [...this.#peers]
    const peer = peers[Math.floor(Math.random() * peers.length)]
    if (!peer) return Promise.resolve({ status: 0, body: undefined })
    const messageId = randomUUID()
    return new Promise((resolve) => {
      const finish = (pushed: Pushed) => {
        clearTimeout(timer)
        this.#waiting.delete(messageId)
        resolve(pushed)
      }
      const timer = setTimeout(() => finish({ status: 0, body: undefined }), ACK_MS)
      this.#waiting.set(messageId, finish)
      const headers = { type: 'event', message_id: messageId, sum: '1', seq: '0', trace_id: messageId }
      peer.send(encodeFrame({ seqId: 0, logId: 0, service: SERVICE, method: DATA, headers, payload: Buffer.from(plain) }))
    })
  }

  /** Cuts every connection, as a broken network would. */
  dropAll(): void {
    for (const peer of this.#peers) peer.close()
    this.#peers.clear()
  }
}

function readAck(payload: Buffer): Pushed {
  const { code, data } = JSON.parse(payload.toString('utf8')) as { code: number; data?: string }
  return { status: code, body: data === undefined ? undefined : JSON.parse(Buffer.from(data, 'base64').toString('utf8')) }
}
