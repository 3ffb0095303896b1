import { createHash } from 'node:crypto'
import type { Post } from '#src/message.ts'
import type { Contents, Destination, Receipt } from '../channel.ts'
import { Parts } from '../text/parts.ts'
import { type Answer, assertTaken } from './errors.ts'
import { call, preparing } from './http.ts'
import { type Media, mediaOf, type Part, partsOf } from './parts.ts'

/** One message holds 4,096 bytes, and a Chinese character is three of them. */
const MAX_LENGTH = 1_300

/**
 * 群消息推送: one address, one internal group, sending only. The address is the whole secret; the group's id is the key in it.
 */
export class Webhooks {
  #timeoutMs: number
  #urls: Map<string, URL>
  #parts: Parts<Part>
  #contents: Contents | undefined

  constructor(urls: string[], { pauseMs, timeoutMs, contents }: { pauseMs: number; timeoutMs: number; contents?: Contents | undefined }) {
    this.#contents = contents
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
      () => partsOf(post, MAX_LENGTH),
      async (part) => {
        const body = 'markdown' in part ? markdownOf(part.markdown) : await this.#bodyOf(url, await mediaOf(part, this.#contents))
        if (body) assertTaken(await call<Answer>(url, body, this.#timeoutMs))
        return undefined
      },
    )
  }

  async #bodyOf(url: URL, media: Media | string | undefined): Promise<object | undefined> {
    if (media === undefined) return undefined
    if (typeof media === 'string') return markdownOf(media)
    const { kind, name, bytes } = media
    if (kind === 'image') {
      const md5 = createHash('md5').update(bytes).digest('hex')
      return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5 } }
    }
    const uploadUrl = new URL('upload_media', url)
    uploadUrl.search = `${url.search}&type=file`
    const form = new FormData()
    form.set('media', new File([new Uint8Array(bytes)], name))
    const uploaded = await preparing(call<Answer & { media_id: string }>(uploadUrl, form, UPLOAD_MS))
    assertTaken(uploaded)
    return { msgtype: 'file', file: { media_id: uploaded.media_id } }
  }
}

const UPLOAD_MS = 60_000

const markdownOf = (content: string) => ({ msgtype: 'markdown', markdown: { content } })

const keyOf = (url: string): string => new URL(url).searchParams.get('key') ?? ''
