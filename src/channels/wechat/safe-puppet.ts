import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { puppet as grpc } from 'wechaty-grpc'
import { Puppet } from 'wechaty-puppet'
import { PuppetService, log as wechatyLog } from 'wechaty-puppet-service'

/** Its lines go to standard output and may hold the token; what matters comes to us as events. */
wechatyLog.level('silent')

/** The gateway keeps the slot of a client that left for some milliseconds; who knocks sooner is never heard. */
const SLOT_FREE_MS = 50

/** Nothing about residents is written to disk; names are looked up when somebody speaks. */
const noStore = { start: async () => {}, stop: async () => {} }

export type GatewayAddress = { token: string; endpoint: string; noTls: boolean }

/**
 * Wechaty's client of a gateway, for one connection only: a lost one is closed and a new one made.
 * It never stops, restarts or logs out the WeChat session that lives in the gateway.
 */
export class SafePuppet extends PuppetService {
  constructor({ token, endpoint, noTls }: GatewayAddress) {
    super({ token, endpoint, tls: { disable: noTls } })
    this._payloadStore = noStore as never
    // An 'error' event without a listener would end the process.
    this.on('error', () => {})
  }

  /** Leaves the gateway; the session there stays logged in. Final. */
  async close(): Promise<void> {
    await this.onStop()
    // Not awaited: while starting it waits some seconds for a start that can no longer happen.
    this.stop().catch(() => {})
  }

  /**
   * @returns whether anything came through the event stream within the time, at the latest the echo asked for:
   * an answered call does not prove that events arrive
   */
  probe(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const heard = this.#heard('heartbeat', AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))
    this.ding('probe')
    return heard
  }

  /** @returns our own id; the first messages may come before the gateway says who we are. */
  async userId(timeoutMs: number): Promise<string> {
    if (!this.isLoggedIn) await this.#heard('login', AbortSignal.timeout(timeoutMs))
    return this.currentUserId
  }

  #heard(event: 'heartbeat' | 'login', signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (heard: boolean) => {
        this.off(event, onEvent)
        signal.removeEventListener('abort', onAbort)
        resolve(heard)
      }
      const onEvent = () => finish(true)
      const onAbort = () => finish(false)
      this.on(event, onEvent)
      signal.addEventListener('abort', onAbort)
      if (signal.aborted) onAbort()
    })
  }

  /** In place of `messageSendFile`, which after any failure sends the file once more in another way. */
  async sendFile(conversationId: string, name: string, bytes: Uint8Array): Promise<string | undefined> {
    const request = new grpc.MessageSendFileRequest()
    request.setConversationId(conversationId)
    // Of a small file it hands the box itself over, which as base64 alone can be written down.
    request.setFileBox(await this.serializeFileBox(this.FileBoxUuid.fromBase64(Buffer.from(bytes).toString('base64'), name)))
    const { client } = this.grpcManager
    const response = await promisify<grpc.MessageSendFileRequest, grpc.MessageSendFileResponse>(client.messageSendFile.bind(client))(
      request,
    )
    return response.getId() || undefined
  }

  /** The stock one also tells the gateway to log out. */
  override logout(reason?: string): Promise<void> {
    return Puppet.prototype.logout.call(this, reason)
  }

  /** The stock one restarts the gateway's session when events stay away; the supervisor decides instead. */
  override async reset(): Promise<void> {}

  protected override bridgeGrpcEventStream(client: Parameters<PuppetService['bridgeGrpcEventStream']>[0]): void {
    super.bridgeGrpcEventStream(client)
    client.on('end', () => this.emit('error', { data: '1 CANCELLED: event stream ended' }))
  }

  /** The stock one tells the gateway to stop. Here only our side is closed. */
  override async onStop(): Promise<void> {
    for (const cleanup of this._cleanupCallbackList.splice(0)) cleanup()
    const manager = this._grpcManager
    this._grpcManager = undefined
    if (!manager) return
    manager.removeAllListeners()
    manager.on('error', () => {})
    const stream = manager.eventStream
    manager.eventStream = undefined
    stream?.on('error', () => {})
    stream?.cancel()
    await sleep(SLOT_FREE_MS)
    manager.client.close()
  }
}
