import type { WecomMassConfig } from '#src/config.ts'
import type { Post } from '#src/message.ts'
import type { Confirmation, Destination, Receipt } from '../channel.ts'
import { renderText } from '../text/render.ts'
import { splitText } from '../text/split.ts'
import { type Answer, assertTaken, isTokenStale } from './errors.ts'
import { call, preparing } from './http.ts'

/** 4,000 bytes of text and nine attachments make one task. */
const MAX_LENGTH = 1_200
const MAX_LINKS = 9

/** Renewed this long before it ends. */
const TOKEN_MARGIN_MS = 5 * 60_000

type Token = { value: string; until: number }
type Sent = { chat_id?: string; status: number }

/**
 * 客户群群发: a task is prepared, and goes out when the member who owns the customer group confirms it with one tap.
 * No interface sends into these groups without that person.
 */
export class Mass {
  #config: WecomMassConfig
  #timeoutMs: number
  #token: Promise<Token> | undefined

  constructor(config: WecomMassConfig, timeoutMs: number) {
    this.#config = config
    this.#timeoutMs = timeoutMs
  }

  /** Prepares the task for the group's owner. The receipt's id is the task, which waits for a person. @throws ChannelError */
  async send(post: Post, { chatId }: Destination): Promise<Receipt> {
    const owner = await preparing(this.#ownerOf(chatId))
    const { msgid } = await this.#ask<Answer & { msgid: string }>('externalcontact/add_msg_template', {
      chat_type: 'group',
      sender: owner,
      chat_id_list: [chatId],
      ...contentOf(post),
    })
    return { messageId: `${msgid}/${owner}`, waits: true }
  }

  /** @throws ChannelError */
  async confirmation(messageId: string, chatId: string): Promise<Confirmation> {
    const [msgid, userid] = messageId.split('/') as [string, string]
    const { send_list = [] } = await this.#ask<Answer & { send_list?: Sent[] }>('externalcontact/get_groupmsg_send_result', {
      msgid,
      userid,
      limit: 500,
    })
    const status = send_list.find(({ chat_id }) => chat_id === chatId)?.status ?? 0
    return status === 0 ? 'waiting' : status === 1 ? 'ticked' : 'failed'
  }

  /** Tries the secret and the permission; prepares nothing. @throws ChannelError */
  async probe(): Promise<void> {
    await this.#ask('externalcontact/groupchat/list', { limit: 1 })
  }

  async #ownerOf(chatId: string): Promise<string> {
    const { group_chat } = await this.#ask<Answer & { group_chat: { owner: string } }>('externalcontact/groupchat/get', { chat_id: chatId })
    return group_chat.owner
  }

  async #ask<T extends Answer>(path: string, body: object): Promise<T> {
    const answer = await this.#tryAsk<T>(path, body)
    if (isTokenStale(answer)) {
      this.#token = undefined
      const again = await this.#tryAsk<T>(path, body)
      assertTaken(again)
      return again
    }
    assertTaken(answer)
    return answer
  }

  async #tryAsk<T extends Answer>(path: string, body: object): Promise<T> {
    const url = this.#url(path)
    url.searchParams.set('access_token', await preparing(this.#accessToken()))
    return call<T>(url, body, this.#timeoutMs)
  }

  /** One token for all calls. */
  async #accessToken(): Promise<string> {
    const known = await this.#token?.catch(() => undefined)
    if (known && known.until > performance.now()) return known.value
    this.#token = this.#freshToken()
    return (await this.#token).value
  }

  async #freshToken(): Promise<Token> {
    const url = this.#url('gettoken')
    url.searchParams.set('corpid', this.#config.corpId)
    url.searchParams.set('corpsecret', this.#config.secret)
    const answer = await call<Answer & { access_token: string; expires_in: number }>(url, undefined, this.#timeoutMs)
    assertTaken(answer)
    return { value: answer.access_token, until: performance.now() + answer.expires_in * 1000 - TOKEN_MARGIN_MS }
  }

  #url = (path: string): URL => new URL(`/cgi-bin/${path}`, this.#config.domain)
}

/** The words and the links as cards: a task is one message, so what is longer ends at the link. */
function contentOf(post: Post): object {
  const { links = [], ...words } = post
  const [first = '', ...rest] = splitText(renderText(words), MAX_LENGTH)
  const attachments = links.slice(0, MAX_LINKS).map(({ label, url }) => ({
    msgtype: 'link',
    link: { title: (post.title ?? label).slice(0, 40), desc: label.slice(0, 160), url },
  }))
  return { text: { content: rest.length > 0 ? `${first}\n……` : first }, ...(attachments.length > 0 ? { attachments } : {}) }
}
