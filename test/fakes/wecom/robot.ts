import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { WebSocketPeer } from '../feishu/websocket.ts'

type Frame = { cmd?: string; headers: { req_id: string }; body?: Record<string, unknown> }

/** What the robot said: `answers` is the message it was said in reply to. */
export type Said = { chatId?: string; answers?: string; content: string }

export type Push = { chatId?: string; from: string; msgid?: string } & (
  | { text: string }
  | { image: { url: string; aeskey: string } }
  | { body: Record<string, unknown> }
)

/** 智能机器人's long connection: one subscriber at a time, every frame acknowledged, callbacks pushed. */
export class FakeRobot {
  readonly said: Said[] = []
  /** answers the next frames with this errcode instead of taking them */
  refuse: number | undefined
  /** takes the next frames and says nothing */
  silent = false
  subscriptions = 0
  #credentials: { id: string; secret: string }
  #peer: WebSocketPeer | undefined
  #asked = new Map<string, string>()

  constructor(server: Server, credentials: { id: string; secret: string }) {
    this.#credentials = credentials
    server.on('upgrade', (request, socket) => {
      const peer = new WebSocketPeer(request, socket)
      peer.onMessage = (message) => this.#take(peer, JSON.parse(message.toString()) as Frame)
      peer.onClose = () => {
        if (this.#peer === peer) this.#peer = undefined
      }
    })
  }

  get connected(): boolean {
    return this.#peer !== undefined
  }

  /** Somebody speaks to the robot. @returns the message's id */
  say({ chatId, from, msgid = randomUUID(), ...what }: Push): string {
    const reqId = randomUUID()
    this.#asked.set(reqId, msgid)
    const content =
      'text' in what
        ? { msgtype: 'text', text: { content: what.text } }
        : 'image' in what
          ? { msgtype: 'image', image: what.image }
          : what.body
    const place = chatId ? { chatid: chatId, chattype: 'group' } : { chattype: 'single' }
    const body = {
      msgid,
      aibotid: this.#credentials.id,
      ...place,
      from: { userid: from },
      create_time: Math.floor(Date.now() / 1000),
      ...content,
    }
    this.#peer?.send(Buffer.from(JSON.stringify({ cmd: 'aibot_msg_callback', headers: { req_id: reqId }, body })))
    return msgid
  }

  /** The connection breaks without a word. */
  cut(): void {
    this.#peer?.close()
  }

  /** Another process subscribes with the same robot. */
  kick(): void {
    this.#kick(this.#peer)
    this.#peer = undefined
  }

  #take(peer: WebSocketPeer, frame: Frame): void {
    const [errcode, errmsg] = this.#resultOf(peer, frame) ?? []
    if (errcode === undefined) return
    peer.send(Buffer.from(JSON.stringify({ headers: frame.headers, errcode, errmsg })))
  }

  /** undefined: no answer at all */
  #resultOf(peer: WebSocketPeer, { cmd, headers, body = {} }: Frame): [errcode: number, errmsg: string] | undefined {
    if (cmd === 'aibot_subscribe') {
      if (body.bot_id !== this.#credentials.id || body.secret !== this.#credentials.secret) return [40001, 'invalid secret']
      if (this.#peer && this.#peer !== peer) this.#kick(this.#peer)
      this.#peer = peer
      this.subscriptions++
      return taken
    }
    if (cmd === 'ping') return taken
    if (this.silent) return undefined
    if (this.refuse !== undefined) return [this.refuse, 'refused']
    if (cmd === 'aibot_send_msg') this.said.push({ chatId: String(body.chatid), content: contentOf(body.markdown) })
    if (cmd === 'aibot_respond_msg') this.said.push({ answers: this.#asked.get(headers.req_id)!, content: contentOf(body.stream) })
    return taken
  }

  #kick(peer: WebSocketPeer | undefined): void {
    const event = { msgid: randomUUID(), msgtype: 'event', from: { userid: '' }, event: { eventtype: 'disconnected_event' } }
    peer?.send(Buffer.from(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body: event })))
  }
}

const taken: [number, string] = [0, 'ok']

const contentOf = (of: unknown): string => (of as { content: string }).content
