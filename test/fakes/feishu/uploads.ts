import { type ApiAnswer, type ApiRequest, ok, refuse } from './http.ts'

const MB = 1024 * 1024
const MAX = { image: 10 * MB, file: 30 * MB }
const fileTypes = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']
/** PNG, JPEG, GIF, WEBP, BMP by their first bytes. */
const pictures = [/^\x89PNG\r\n\x1a\n/, /^\xff\xd8\xff/, /^GIF8[79]a/, /^RIFF[\s\S]{4}WEBP/, /^BM/]

const invalid = (why: string) => refuse(234001, `Invalid request param, ext=${why}.`)

/** Pictures and files that the bot brings before it sends them. */
export class UploadApi {
  readonly kept = new Map<string, { op: 'image' | 'file'; name: string; type: string; bytes: Buffer }>()

  async image({ form }: ApiRequest): Promise<ApiAnswer> {
    if (form?.get('image_type') !== 'message') return invalid('image_type')
    const bytes = await bytesOf(form.get('image'), MAX.image)
    if ('status' in bytes) return bytes
    const head = bytes.subarray(0, 16).toString('latin1')
    if (!pictures.some((signature) => signature.test(head))) return refuse(234011, "Can't recognize the image format.")
    return ok({ image_key: this.#keep('image', '', 'message', bytes) })
  }

  async file({ form }: ApiRequest): Promise<ApiAnswer> {
    const type = String(form?.get('file_type') ?? '')
    const name = String(form?.get('file_name') ?? '')
    if (!form || !fileTypes.includes(type)) return invalid('file_type')
    if (name === '') return invalid('file_name')
    const bytes = await bytesOf(form.get('file'), MAX.file)
    return 'status' in bytes ? bytes : ok({ file_key: this.#keep('file', name, type, bytes) })
  }

  #keep(op: 'image' | 'file', name: string, type: string, bytes: Buffer): string {
    const key = `${op === 'image' ? 'img' : 'file'}_v3_${String(this.kept.size + 1).padStart(8, '0')}`
    this.kept.set(key, { op, name, type, bytes })
    return key
  }
}

/** The part must have come as a file, with a name, not as a field. */
async function bytesOf(part: unknown, most: number): Promise<Buffer | ApiAnswer> {
  if (!(part instanceof File)) return invalid('no file')
  if (part.size === 0) return refuse(234010, "File's size can't be 0.")
  if (part.size > most) return refuse(234006, 'The file size exceed the max value.')
  return Buffer.from(await part.arrayBuffer())
}
