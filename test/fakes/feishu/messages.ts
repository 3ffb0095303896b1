import { lintArrivingCard } from './cards.ts'
import { type ApiAnswer, type ApiRequest, ok, refuse } from './http.ts'
import type { Uuids } from './idempotency.ts'
import type { RateLimiter } from './limits.ts'
import type { FakeMessage, FakeState } from './state.ts'
import type { UploadApi } from './uploads.ts'

const FOURTEEN_DAYS_MS = 14 * 86_400_000
const MAX_TEXT = 150 * 1024
const MAX_CARD = 30 * 1024
const MAX_EDITS = 20
/** What a card is read back as. */
const STUB = '{"title":null,"elements":[[{"tag":"text","text":"请升级至最新版本客户端，以查看内容"}]]}'

const missing = () => refuse(230110, 'The message was deleted or does not exist.')
const invalid = (why: string) => refuse(230001, `Your request contains an invalid request parameter, ext=${why}.`)

/** The message API: every rule that a sender can run into. */
export class MessageApi {
  readonly #state: FakeState
  readonly #limits: RateLimiter
  readonly #uuids: Uuids
  readonly #appId: string
  readonly #uploads: UploadApi

  constructor(parts: { state: FakeState; limits: RateLimiter; uuids: Uuids; appId: string; uploads: UploadApi }) {
    this.#state = parts.state
    this.#limits = parts.limits
    this.#uuids = parts.uuids
    this.#appId = parts.appId
    this.#uploads = parts.uploads
  }

  create({ query, body }: ApiRequest): ApiAnswer {
    const to = String(body.receive_id ?? '')
    if (query.get('receive_id_type') === 'open_id') return this.#send(this.#state.directChat(to).chatId, body)
    if (query.get('receive_id_type') !== 'chat_id') return invalid('receive_id_type')
    return this.#send(to, body)
  }

  reply({ path, body }: ApiRequest): ApiAnswer {
    const parent = this.#state.messages.get(path.message_id!)
    if (!parent) return missing()
    if (parent.recalled) return refuse(230011, 'The message was recalled.')
    return this.#send(parent.chatId, body, parent.messageId)
  }

  #send(chatId: string, body: Record<string, unknown>, parentId?: string): ApiAnswer {
    const uuid = typeof body.uuid === 'string' && body.uuid !== '' ? body.uuid : undefined
    if (uuid !== undefined && uuid.length > 50) return invalid('uuid is too long')
    const before = uuid === undefined ? undefined : this.#uuids.find(uuid)
    if (before !== undefined) return ok(this.#view(this.#state.messages.get(before)!))

    const chat = this.#state.chats.get(chatId)
    if (!chat || chat.disbanded || !chat.botIn) return refuse(230002, 'Bot/User can NOT be out of the chat.')
    const msgType = String(body.msg_type ?? '')
    const content = typeof body.content === 'string' ? body.content : ''
    const refusal = this.#checkContent(msgType, content, chatId) ?? this.#limits.chat(chatId)
    if (refusal) return refusal
    const message = this.#state.add({
      chatId,
      from: 'bot',
      senderId: this.#appId,
      msgType,
      content,
      uuid,
      ...this.#answering(parentId, body.reply_in_thread === true),
    })
    if (uuid !== undefined) this.#uuids.remember(uuid, message.messageId)
    return ok(this.#view(message))
  }

  #answering(parentId: string | undefined, inThread: boolean): ReturnType<FakeState['answering']> {
    if (parentId !== undefined && inThread) this.#state.threadAt(this.#state.messages.get(parentId)?.rootId ?? parentId)
    return this.#state.answering(parentId)
  }

  patch({ path, body }: ApiRequest): ApiAnswer {
    const own = this.#ownMessage(path.message_id!)
    if ('status' in own) return own
    if (own.msgType !== 'interactive') return invalid('This message is NOT a card')
    if (this.#state.now() - own.createTime > FOURTEEN_DAYS_MS) return refuse(230031, 'The message can be updated within 14 days.')
    if (own.locked) return refuse(230099, 'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock; ')
    const content = typeof body.content === 'string' ? body.content : ''
    const refusal = this.#checkContent('interactive', content, own.chatId) ?? this.#limits.patch(own.messageId)
    if (refusal) return refusal
    this.#change(own, content)
    return ok()
  }

  update({ path, body }: ApiRequest): ApiAnswer {
    const own = this.#ownMessage(path.message_id!)
    if ('status' in own) return own
    const msgType = String(body.msg_type ?? '')
    if (own.msgType === 'interactive' || msgType !== own.msgType)
      return refuse(230054, 'This operation is not supported for this message type.')
    if (own.versions.length > MAX_EDITS) return refuse(230072, 'The message has reached the number of times it can be edited.')
    const content = typeof body.content === 'string' ? body.content : ''
    const refusal = this.#checkContent(msgType, content, own.chatId) ?? this.#limits.patch(own.messageId)
    if (refusal) return refusal
    this.#change(own, content)
    return ok(this.#view(own))
  }

  delete({ path }: ApiRequest): ApiAnswer {
    const own = this.#ownMessage(path.message_id!)
    if ('status' in own) return own
    own.recalled = true
    return ok()
  }

  get({ path }: ApiRequest): ApiAnswer {
    const message = this.#state.messages.get(path.message_id!)
    return message ? ok({ items: [this.#view(message)] }) : missing()
  }

  list({ query }: ApiRequest): ApiAnswer {
    const type = query.get('container_id_type')
    const id = query.get('container_id') ?? ''
    if (type !== 'chat' && type !== 'thread') return invalid('container_id_type')
    if (type === 'thread' && (query.has('start_time') || query.has('end_time'))) return invalid('thread takes no time range')
    const messages = [...this.#state.messages.values()].filter((one) => (type === 'thread' ? one.threadId === id : one.chatId === id))
    const chat = this.#state.chats.get(type === 'chat' ? id : (messages[0]?.chatId ?? ''))
    if (!chat?.botIn || chat.disbanded) return refuse(230002, 'Bot/User can NOT be out of the chat.')
    const size = Math.min(50, Number(query.get('page_size') ?? 20))
    const from = Number(query.get('start_time') ?? 0) * 1000
    const to = query.has('end_time') ? Number(query.get('end_time')) * 1000 + 999 : Number.POSITIVE_INFINITY
    // Of a thread the chat shows the first message alone.
    const shown = messages.filter(({ threadId, rootId }) => type === 'thread' || threadId === undefined || rootId === undefined)
    const all = shown.filter(({ createTime }) => createTime >= from && createTime <= to)
    if (query.get('sort_type') === 'ByCreateTimeDesc') all.reverse()
    const start = Number(query.get('page_token') ?? 0)
    const end = start + size
    const more = end < all.length ? { has_more: true, page_token: String(end) } : { has_more: false }
    return ok({ items: all.slice(start, end).map((message) => this.#view(message)), ...more })
  }

  #ownMessage(messageId: string): FakeMessage | ApiAnswer {
    const message = this.#state.messages.get(messageId)
    if (!message) return missing()
    if (message.from !== 'bot') return refuse(230027, 'Lack of necessary permissions.')
    if (message.recalled) return refuse(230011, 'The message was recalled.')
    if (!this.#state.chats.get(message.chatId)?.botIn) return refuse(230002, 'Bot/User can NOT be out of the chat.')
    return message
  }

  #checkContent(msgType: string, content: string, chatId: string): ApiAnswer | undefined {
    if (!['text', 'post', 'interactive', 'file', 'image'].includes(msgType)) return invalid('msg_type')
    let value: unknown
    try {
      value = JSON.parse(content)
    } catch {
      return invalid('content is not in JSON format')
    }
    const size = Buffer.byteLength(content)
    if (size > (msgType === 'text' ? MAX_TEXT : MAX_CARD)) return refuse(230025, 'The length of the message content reaches its limit.')
    if (msgType === 'text') return typeof (value as { text?: unknown }).text === 'string' ? undefined : invalid('text')
    if (msgType === 'post') return undefined
    if (msgType === 'file' || msgType === 'image') return this.#checkKey(msgType, value as Record<string, unknown>)
    const problem = lintArrivingCard(value, this.#state.chat(chatId).members, (key) => this.#uploads.kept.get(key)?.op === 'image')
    if (!problem) return undefined
    const { code, message, at } = problem
    return refuse(230099, `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${message}; ErrorValue: ${at}; `)
  }

  #checkKey(msgType: 'file' | 'image', value: Record<string, unknown>): ApiAnswer | undefined {
    const kept = this.#uploads.kept.get(String(value[`${msgType}_key`] ?? ''))
    if (!kept) return invalid(`${msgType}_key`)
    return kept.op === msgType ? undefined : refuse(230055, 'The type of file upload does not match the type of message being sent.')
  }

  /** A file's name is told with its key. */
  #shown({ msgType, content }: FakeMessage): string {
    if (msgType === 'interactive') return STUB
    const key = msgType === 'file' ? String(JSON.parse(content).file_key) : ''
    const name = this.#uploads.kept.get(key)?.name
    return name === undefined ? content : JSON.stringify({ file_key: key, file_name: name })
  }

  #change(message: FakeMessage, content: string): void {
    message.content = content
    message.versions.push(content)
    message.updateTime = this.#state.now()
  }

  /** Cards are read back as stubs: the platform does not give the JSON away again. */
  #view(message: FakeMessage): object {
    const { messageId, chatId, msgType, parentId, rootId, createTime, updateTime, recalled, from, senderId, versions } = message
    return {
      message_id: messageId,
      root_id: rootId,
      parent_id: parentId,
      thread_id: message.threadId,
      msg_type: msgType,
      create_time: String(createTime),
      update_time: String(updateTime),
      deleted: recalled,
      updated: versions.length > 1,
      chat_id: chatId,
      sender: {
        id: senderId,
        id_type: from === 'bot' ? 'app_id' : 'open_id',
        sender_type: from === 'bot' ? 'app' : 'user',
        tenant_key: 'tenant_fake',
      },
      body: {
        content: this.#shown(message),
      },
      mentions: message.mentions.map(({ key, id, name }) => ({ key, id: id.open_id, id_type: 'open_id', name })),
    }
  }
}
