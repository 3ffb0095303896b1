import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { WebSocketPeer } from '../feishu/websocket.ts'

type Frame = { cmd?: string; headers: { req_id: string }; body?: Record<string, unknown> }

/** What the robot said: `answers` is the message it was said in reply to. */
export type Said = { chatId?: string; answers?: string; content: string; media?: Uploaded }

export type Uploaded = { type: string; filename: string; bytes: Buffer }

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
  #uploads = new Map<string, Uploaded>()

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
    const answer = this.#answerTo(peer, frame)
    if (answer) peer.send(Buffer.from(JSON.stringify({ headers: frame.headers, errmsg: 'ok', ...answer })))
  }

  /** undefined: no answer at all */
  #answerTo(peer: WebSocketPeer, { cmd, headers, body = {} }: Frame): { errcode: number; body?: object } | undefined {
    if (cmd === 'aibot_subscribe') {
      if (body.bot_id !== this.#credentials.id || body.secret !== this.#credentials.secret) return { errcode: 40001 }
      if (this.#peer && this.#peer !== peer) this.#kick(this.#peer)
      this.#peer = peer
      this.subscriptions++
      return taken
    }
    if (cmd === 'ping') return taken
    if (this.silent) return undefined
    if (this.refuse !== undefined) return { errcode: this.refuse }
    if (cmd?.startsWith('aibot_upload_media_')) return this.#upload(cmd, body)
    if (cmd === 'aibot_send_msg') this.said.push({ chatId: String(body.chatid), ...this.#contentOf(body) })
    if (cmd === 'aibot_respond_msg') this.said.push({ answers: this.#asked.get(headers.req_id)!, ...this.#contentOf(body) })
    return taken
  }

  #upload(cmd: string, body: Record<string, unknown>): { errcode: number; body?: object } {
    if (cmd.endsWith('_init')) {
      const id = `upload${this.#uploads.size + 1}`
      this.#uploads.set(id, { type: String(body.type), filename: String(body.filename), bytes: Buffer.alloc(0) })
      return { errcode: 0, body: { upload_id: id } }
    }
    const id = String(body.upload_id)
    const upload = this.#uploads.get(id)
    if (!upload) return { errcode: 40007 }
    if (cmd.endsWith('_finish')) return { errcode: 0, body: { type: upload.type, media_id: id, created_at: '0' } }
    upload.bytes = Buffer.concat([upload.bytes, Buffer.from(String(body.base64_data), 'base64')])
    return taken
  }

  #contentOf(body: Record<string, unknown>): Pick<Said, 'content' | 'media'> {
    const { msgtype } = body as { msgtype: string }
    const said = body[msgtype] as { content?: string; media_id?: string }
    const media = said.media_id === undefined ? undefined : this.#uploads.get(said.media_id)
    return { content: said.content ?? '', ...(media ? { media } : {}) }
  }

  #kick(peer: WebSocketPeer | undefined): void {
    const event = { msgid: randomUUID(), msgtype: 'event', from: { userid: '' }, event: { eventtype: 'disconnected_event' } }
    peer?.send(Buffer.from(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body: event })))
  }
}

const taken = { errcode: 0 }
