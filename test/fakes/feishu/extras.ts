import { type ApiAnswer, type ApiRequest, ok, refuse } from './http.ts'
import type { FakeMessage, FakeState } from './state.ts'

const missing = () => refuse(230110, 'The message was deleted or does not exist.')

/** What hangs on messages: reactions, buzzes, files. */
export class ExtraApi {
  readonly reactions: { messageId: string; emoji: string }[] = []
  readonly urgents: { messageId: string; users: string[] }[] = []
  readonly #state: FakeState
  readonly #resources = new Map<string, { bytes: Buffer; mediaType: string; name: string }>()

  constructor(state: FakeState) {
    this.#state = state
  }

  /** Content that a message of kind file or image refers to by its key. */
  keep(key: string, resource: { bytes: Buffer; mediaType: string; name: string }): void {
    this.#resources.set(key, resource)
  }

  reaction({ path, body }: ApiRequest): ApiAnswer {
    const message = this.#message(path)
    if (!message) return missing()
    const emoji = String((body.reaction_type as { emoji_type?: unknown } | undefined)?.emoji_type ?? '')
    this.reactions.push({ messageId: message.messageId, emoji })
    return ok({ reaction_id: `reaction_${this.reactions.length}` })
  }

  urgent({ path, body }: ApiRequest): ApiAnswer {
    const message = this.#message(path)
    if (message?.from !== 'bot') return missing()
    const users = Array.isArray(body.user_id_list) ? body.user_id_list.map(String) : []
    const members = this.#state.chat(message.chatId).members
    this.urgents.push({ messageId: message.messageId, users: users.filter((user) => members.has(user)) })
    return ok({ invalid_user_id_list: users.filter((user) => !members.has(user)) })
  }

  resource({ path }: ApiRequest): ApiAnswer {
    const message = this.#message(path)
    if (!message) return missing()
    const kept = this.#resources.get(path.file_key ?? '')
    if (!kept || !message.content.includes(path.file_key!)) return refuse(234001, 'Invalid request param.')
    return {
      status: 200,
      body: {},
      bytes: kept.bytes,
      headers: {
        'content-type': kept.mediaType,
        'content-disposition': `attachment; filename="${encodeURIComponent(kept.name)}"; filename*=UTF-8''${encodeURIComponent(kept.name)}`,
      },
    }
  }

  #message(path: Record<string, string>): FakeMessage | undefined {
    const message = this.#state.messages.get(path.message_id ?? '')
    return message && !message.recalled ? message : undefined
  }
}
