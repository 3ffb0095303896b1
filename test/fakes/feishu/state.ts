/** What the fake platform remembers. Ids look like the real ones; times are epoch milliseconds of its own clock. */

export type FakeChat = {
  chatId: string
  name: string
  type: 'group' | 'p2p'
  botIn: boolean
  disbanded: boolean
  /** a topic group: whatever is no answer opens a thread of its own */
  topics: boolean
  members: Set<string>
  ownerId?: string
}

export type FakeMessage = {
  messageId: string
  chatId: string
  from: 'bot' | 'user'
  senderId: string
  msgType: string
  /** the newest content string; `versions` holds all, oldest first */
  content: string
  versions: string[]
  parentId?: string
  rootId?: string
  threadId?: string
  uuid?: string
  createTime: number
  updateTime: number
  recalled: boolean
  /** a click on it waits for its answer */
  locked: boolean
  mentions: { key: string; id: { open_id: string; union_id: string }; name: string; tenant_key: string }[]
}

export const TENANT = 'tenant_fake'

export class FakeState {
  readonly chats = new Map<string, FakeChat>()
  readonly messages = new Map<string, FakeMessage>()
  readonly names = new Map<string, string>()
  readonly now: () => number
  #lastId = 0

  constructor(now: () => number) {
    this.now = now
  }

  id(prefix: 'om_' | 'omt_' | 'oc_' | 'ou_' | 'ev_'): string {
    this.#lastId += 1
    return `${prefix}${this.#lastId.toString(16).padStart(32, '0')}`
  }

  /** A person's own chat with the bot, made on first use. */
  directChat(openId: string): FakeChat {
    const known = [...this.chats.values()].find(({ type, members }) => type === 'p2p' && members.has(openId))
    const chat = known ?? this.chat(`oc_${openId.slice(3).padStart(32, 'f')}`, { type: 'p2p' })
    chat.members.add(openId)
    return chat
  }

  /** The chat, made on first use with the bot in it. */
  chat(chatId: string, init: Partial<Pick<FakeChat, 'name' | 'type' | 'botIn' | 'topics'>> = {}): FakeChat {
    let chat = this.chats.get(chatId)
    if (!chat) {
      chat = { chatId, name: chatId, type: 'group', botIn: true, disbanded: false, topics: false, members: new Set(), ...init }
      this.chats.set(chatId, chat)
    }
    return chat
  }

  user(userId: string, name?: string): string {
    if (name !== undefined || !this.names.has(userId)) this.names.set(userId, name ?? userId)
    return this.names.get(userId)!
  }

  add(message: Pick<FakeMessage, 'chatId' | 'from' | 'senderId' | 'msgType' | 'content'> & Partial<FakeMessage>): FakeMessage {
    const now = this.now()
    const whole: FakeMessage = {
      messageId: this.id('om_'),
      versions: [message.content],
      createTime: now,
      updateTime: now,
      recalled: false,
      locked: false,
      mentions: [],
      ...message,
    }
    if (whole.parentId === undefined && this.chats.get(whole.chatId)?.topics) whole.threadId = this.id('omt_')
    this.messages.set(whole.messageId, whole)
    return whole
  }

  /** `root_id` of an answer is the first message of the chain; in a thread that is its parent as well. */
  answering(parentId: string | undefined): Pick<FakeMessage, 'parentId' | 'rootId' | 'threadId'> {
    if (parentId === undefined) return {}
    const parent = this.messages.get(parentId)
    const rootId = parent?.rootId ?? parentId
    return parent?.threadId ? { parentId: rootId, rootId, threadId: parent.threadId } : { parentId, rootId }
  }

  /** The thread that begins at a message, opened on first use. */
  threadAt(rootId: string): string {
    const root = this.messages.get(rootId)
    if (!root) throw new Error(`no message ${rootId}`)
    root.threadId ??= this.id('omt_')
    return root.threadId
  }
}
