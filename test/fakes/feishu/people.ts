import { fillForm } from './forms.ts'
import type { Pushed, Pusher } from './push.ts'
import { type FakeMessage, type FakeState, TENANT } from './state.ts'

export type Said = { messageId: string; eventId: string; pushed: Pushed }
export type Clicked = { eventId: string; pushed: Pushed; toast?: { type: string; content: string } }
export type SayOptions = {
  /** @ the bot, or other people by id */
  mention?: boolean | string[]
  replyTo?: string
  /** in the thread of this message, which is opened by it */
  inThread?: string
  /** the event never comes, as when nobody listened for too long */
  lost?: boolean
  /** another kind of message than text, with its content object */
  as?: { type: string; content: object }
}

/** What people do in chats, each with the event it makes. Promises resolve when the first push was answered. */
export class People {
  readonly #state: FakeState
  readonly #push: Pusher
  readonly #botOpenId: string
  readonly #allMessages: boolean

  /** @param parts.allMessages the app has `im:message.group_msg`: without it only messages that @ the bot are pushed */
  constructor(parts: { state: FakeState; push: Pusher; botOpenId: string; allMessages: boolean }) {
    this.#state = parts.state
    this.#push = parts.push
    this.#botOpenId = parts.botOpenId
    this.#allMessages = parts.allMessages
  }

  async say(chatId: string, userId: string, text: string, options: SayOptions = {}): Promise<Said> {
    const chat = this.#state.chat(chatId)
    chat.members.add(userId)
    this.#state.user(userId)
    const ids = options.mention === true ? [this.#botOpenId] : options.mention || []
    const mentions = ids.map((id, at) => ({
      key: `@_user_${at + 1}`,
      id: { open_id: id, union_id: unionId(id) },
      name: id === this.#botOpenId ? '督办' : this.#state.user(id),
      tenant_key: TENANT,
    }))
    const content = options.as?.content ?? { text: [...mentions.map(({ key }) => key), text].join(' ') }
    const message = this.#state.add({
      chatId,
      from: 'user',
      senderId: userId,
      msgType: options.as?.type ?? 'text',
      content: JSON.stringify(content),
      mentions,
      ...this.#answering(options),
    })
    const eventId = this.#state.id('ev_')
    const seen = !options.lost && chat.botIn && (this.#allMessages || chat.type === 'p2p' || ids.includes(this.#botOpenId))
    const pushed = seen
      ? await this.#push.event(eventId, 'im.message.receive_v1', this.messageEvent(message))
      : { status: 0, body: undefined }
    return { messageId: message.messageId, eventId, pushed }
  }

  #answering({ inThread, replyTo }: SayOptions) {
    if (inThread !== undefined) this.#state.threadAt(inThread)
    return this.#state.answering(inThread ?? replyTo)
  }

  /** Other words for a message: nothing is pushed, it reads differently from now on. */
  edit(messageId: string, text: string): void {
    const message = this.#message(messageId)
    message.content = JSON.stringify({ text: [...message.mentions.map(({ key }) => key), text].join(' ') })
    message.versions.push(message.content)
    message.updateTime = this.#state.now()
  }

  /** The stored message pushed once more under a new event id, as the platform sometimes does. */
  async repeat(messageId: string): Promise<Pushed> {
    return this.#push.event(this.#state.id('ev_'), 'im.message.receive_v1', this.messageEvent(this.#message(messageId)))
  }

  /** Fills the card's form and presses submit. @throws Error where a client would not let them */
  async submitForm(messageId: string, userId: string, values: Record<string, string>): Promise<Clicked> {
    const message = this.#message(messageId)
    const chat = this.#state.chat(message.chatId)
    chat.members.add(userId)
    const { button, formValue } = fillForm(message.content, values)
    const eventId = this.#state.id('ev_')
    message.locked = true
    const pushed = await this.#push
      .callback(eventId, 'card.action.trigger', {
        operator: { tenant_key: TENANT, open_id: userId, union_id: unionId(userId) },
        token: `c-${eventId}`,
        action: { tag: 'button', name: button.name, value: button.value, timezone: 'Asia/Shanghai', form_value: formValue },
        host: 'im_message',
        context: { open_message_id: messageId, open_chat_id: message.chatId },
      })
      .finally(() => {
        message.locked = false
      })
    const { toast } = (pushed.status === 200 && (pushed.body as { toast?: Clicked['toast'] })) || {}
    return { eventId, pushed, toast }
  }

  async recall(messageId: string, { lost = false } = {}): Promise<Pushed> {
    const message = this.#message(messageId)
    message.recalled = true
    if (lost) return { status: 0, body: undefined }
    const event = { message_id: messageId, chat_id: message.chatId, recall_time: String(this.#state.now()), recall_type: 'message_owner' }
    return this.#push.event(this.#state.id('ev_'), 'im.message.recalled_v1', event)
  }

  async addBotToChat(chatId: string, options: { name?: string; operatorId?: string; ownerId?: string } = {}): Promise<Pushed> {
    const { name = chatId, operatorId = 'ou_operator', ownerId = operatorId } = options
    const chat = this.#state.chat(chatId, { name })
    Object.assign(chat, { name, botIn: true, disbanded: false, ownerId })
    chat.members.add(operatorId)
    return this.#chatEvent('im.chat.member.bot.added_v1', chatId, { name, operator_id: personId(operatorId) })
  }

  async removeBot(chatId: string): Promise<Pushed> {
    const chat = this.#state.chat(chatId)
    chat.botIn = false
    return this.#chatEvent('im.chat.member.bot.deleted_v1', chatId, { name: chat.name, operator_id: personId('ou_operator') })
  }

  /** Somebody goes, or is sent away. */
  async leave(chatId: string, userId: string): Promise<Pushed> {
    this.#state.chat(chatId).members.delete(userId)
    const users = [{ name: this.#state.user(userId), tenant_key: TENANT, user_id: personId(userId) }]
    return this.#chatEvent('im.chat.member.user.deleted_v1', chatId, { operator_id: personId('ou_operator'), users })
  }

  async disband(chatId: string): Promise<Pushed> {
    const chat = this.#state.chat(chatId)
    chat.disbanded = true
    return this.#chatEvent('im.chat.disbanded_v1', chatId, { name: chat.name, operator_id: personId('ou_operator') })
  }

  async rename(chatId: string, name: string): Promise<Pushed> {
    const chat = this.#state.chat(chatId)
    const before = chat.name
    chat.name = name
    const change = { before_change: { name: before }, after_change: { name }, operator_id: personId('ou_operator') }
    return this.#chatEvent('im.chat.updated_v1', chatId, change)
  }

  messageEvent(message: FakeMessage): object {
    const { messageId, rootId, parentId, createTime, chatId, msgType, content, mentions, senderId } = message
    return {
      sender: { sender_id: { open_id: senderId, union_id: unionId(senderId) }, sender_type: 'user', tenant_key: TENANT },
      message: {
        message_id: messageId,
        root_id: rootId,
        parent_id: parentId,
        create_time: String(createTime),
        update_time: String(message.updateTime),
        thread_id: message.threadId,
        chat_id: chatId,
        chat_type: this.#state.chat(chatId).type,
        message_type: msgType,
        content,
        mentions: mentions.length > 0 ? mentions : undefined,
        user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Lark/7.50.5',
      },
    }
  }

  #chatEvent(type: string, chatId: string, more: object): Promise<Pushed> {
    const event = { chat_id: chatId, external: false, operator_tenant_key: TENANT, ...more }
    return this.#push.event(this.#state.id('ev_'), type, event)
  }

  #message(messageId: string): FakeMessage {
    const message = this.#state.messages.get(messageId)
    if (!message) throw new Error(`no message ${messageId}`)
    return message
  }
}

const unionId = (openId: string): string => openId.replace(/^ou_/, 'on_')
const personId = (openId: string): object => ({ open_id: openId, union_id: unionId(openId) })
