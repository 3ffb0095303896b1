import { isAxiosError } from 'axios'
import type { Content } from '../channel.ts'
import type { LarkClient } from './client.ts'

/** The content a person attached. A refusal comes as a stream as well, and is read to learn its code. @throws ChannelError */
export async function fetchContent(client: LarkClient, messageId: string, key: string, kind: 'image' | 'file'): Promise<Content> {
  const resource = await client.call(async (sdk, auth) => {
    const path = { message_id: messageId, file_key: key }
    const data = await sdk.im.v1.messageResource.get({ path, params: { type: kind } }, auth).catch(async (error: unknown) => {
      throw await withBody(error)
    })
    return { code: 0, data }
  })
  const name = nameIn(String((resource!.headers as Record<string, unknown> | undefined)?.['content-disposition'] ?? ''))
  return { bytes: resource!.getReadableStream() as AsyncIterable<Uint8Array>, ...(name ? { name } : {}) }
}

async function withBody(error: unknown): Promise<unknown> {
  if (!isAxiosError(error) || !error.response || !isStream(error.response.data)) return error
  const chunks: Uint8Array[] = []
  for await (const chunk of error.response.data) chunks.push(chunk)
  try {
    error.response.data = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    error.response.data = undefined
  }
  return error
}

const isStream = (value: unknown): value is AsyncIterable<Uint8Array> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

function nameIn(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? /filename="?([^";]+)/i.exec(disposition)?.[1]
  try {
    return encoded && decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
