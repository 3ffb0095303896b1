import type { Post } from '#src/message.ts'
import type { Destination, Receipt } from '../channel.ts'
import { Parts } from '../text/parts.ts'
import { splitText } from '../text/split.ts'
import { type Answer, assertTaken } from './errors.ts'
import { call } from './http.ts'
import { renderMarkdown } from './markdown.ts'

/** One message holds 4,096 bytes, and a Chinese character is three of them. */
const MAX_LENGTH = 1_300

/**
 * 群消息推送: one address, one internal group, sending only. The address is the whole secret; the group's id is the key in it.
 */
export class Webhooks {
  #timeoutMs: number
  #urls: Map<string, URL>
  #parts: Parts<string>

  constructor(urls: string[], { pauseMs, timeoutMs }: { pauseMs: number; timeoutMs: number }) {
    this.#urls = new Map(urls.map((url) => [keyOf(url), new URL(url)]))
    this.#timeoutMs = timeoutMs
    this.#parts = new Parts(pauseMs)
  }

  has(chatId: string): boolean {
    return this.#urls.has(chatId)
  }

  get size(): number {
    return this.#urls.size
  }

  /** @throws ChannelError */
  send(post: Post, { chatId }: Destination, key: string): Promise<Receipt> {
    const url = this.#urls.get(chatId)!
    return this.#parts.send(
      key,
      () => splitText(renderMarkdown(post), MAX_LENGTH),
      async (content) => {
        assertTaken(await call<Answer>(url, { msgtype: 'markdown', markdown: { content } }, this.#timeoutMs))
        return undefined
      },
    )
  }
}

const keyOf = (url: string): string => new URL(url).searchParams.get('key') ?? ''
