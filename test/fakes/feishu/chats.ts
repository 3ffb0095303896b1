import { type ApiAnswer, type ApiRequest, ok, refuse } from './http.ts'
import { type FakeChat, type FakeState, TENANT } from './state.ts'

export class ChatApi {
  readonly #state: FakeState

  constructor(state: FakeState) {
    this.#state = state
  }

  /** Only the chats the bot is in. */
  chats({ query }: ApiRequest): ApiAnswer {
    const size = Math.min(100, Number(query.get('page_size') ?? 20))
    const start = Number(query.get('page_token') ?? 0)
    const all = [...this.#state.chats.values()].filter(({ botIn, disbanded }) => botIn && !disbanded)
    const end = start + size
    const more = end < all.length ? { has_more: true, page_token: String(end) } : { has_more: false }
    return ok({ items: all.slice(start, end).map(view), ...more })
  }

  chat({ path }: ApiRequest): ApiAnswer {
    const chat = this.#state.chats.get(path.chat_id!)
    if (!chat?.botIn || chat.disbanded) return refuse(232011, 'Operator can NOT be out of the chat.')
    return ok({
      ...view(chat),
      chat_mode: chat.type,
      owner_id: chat.ownerId,
      owner_id_type: 'open_id',
      user_count: String(chat.members.size),
    })
  }
}

const view = ({ chatId, name }: FakeChat): object => ({
  chat_id: chatId,
  name,
  description: '',
  tenant_key: TENANT,
  chat_status: 'normal',
  external: false,
})
