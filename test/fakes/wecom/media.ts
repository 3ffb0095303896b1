import { createHash } from 'node:crypto'

export type Media = { name: string; bytes: Buffer }
type Sent = { msgtype?: string; image?: { base64: string; md5: string }; file?: { media_id: string } }

const maxImageBytes = 2 * 1024 * 1024

/** Files uploaded for a webhook, and what a message refers to. */
export class FakeMedia {
  readonly #kept = new Map<string, Media>()

  /** @param raw a multipart form of that content type with the file as `media` */
  async upload(type: string, raw: Buffer): Promise<object> {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
    const media = form.get('media')
    if (!(media instanceof File) || media.size <= 5) return { errcode: 40006, errmsg: 'invalid media size' }
    const id = `media${this.#kept.size + 1}`
    this.#kept.set(id, { name: media.name, bytes: Buffer.from(await media.arrayBuffer()) })
    return { errcode: 0, type: 'file', media_id: id }
  }

  /** What a message carries: a picture is checked by its sum, a file must have been uploaded before. */
  in({ msgtype, image, file }: Sent): Media | 'wrong' | undefined {
    if (msgtype === 'file') return this.#kept.get(file?.media_id ?? '') ?? 'wrong'
    if (msgtype !== 'image' || !image) return undefined
    const bytes = Buffer.from(image.base64, 'base64')
    return createHash('md5').update(bytes).digest('hex') === image.md5 && bytes.length <= maxImageBytes ? { name: '', bytes } : 'wrong'
  }
}
