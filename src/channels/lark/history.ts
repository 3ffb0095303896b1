import type { LarkClient } from './client.ts'

/** A message as the platform lists it; times are epoch milliseconds in strings, of a card only an outline comes back. */
export type Listed = {
  message_id?: string
  root_id?: string
  parent_id?: string
  thread_id?: string
  msg_type?: string
  create_time?: string
  update_time?: string
  deleted?: boolean
  updated?: boolean
  chat_id?: string
  sender?: { id: string; id_type: string; sender_type: string }
  body?: { content: string }
  mentions?: { key: string; id: string; id_type: string; name: string }[]
}

export type Container = { type: 'chat' | 'thread'; id: string }

const PAGE_SIZE = 50

/**
 * What was said in a chat or a thread since then, oldest first, page by page. A chat shows the first messages of its
 * threads only; a thread takes no times and is read from its newest message back.
 * @throws ChannelError
 */
export async function listSince(client: LarkClient, container: Container, since: Date): Promise<Listed[]> {
  const thread = container.type === 'thread'
  const found: Listed[] = []
  for (let pageToken: string | undefined; ; ) {
    const params = {
      container_id_type: container.type,
      container_id: container.id,
      page_size: PAGE_SIZE,
      sort_type: thread ? ('ByCreateTimeDesc' as const) : ('ByCreateTimeAsc' as const),
      ...(thread ? {} : { start_time: String(Math.floor(since.getTime() / 1000)) }),
      ...(pageToken ? { page_token: pageToken } : {}),
    }
    const page = await client.call((sdk, auth) => sdk.im.v1.message.list({ params }, auth))
    const items = (page?.items ?? []) as Listed[]
    found.push(...items.filter(({ create_time }) => Number(create_time) >= since.getTime()))
    const reached = thread && items.some(({ create_time }) => Number(create_time) < since.getTime())
    if (!page?.has_more || !page.page_token || reached) return thread ? found.reverse() : found
    pageToken = page.page_token
  }
}

/** The thread a message stands in, if it does. @throws ChannelError */
export async function threadOf(client: LarkClient, messageId: string): Promise<string | undefined> {
  const answer = await client.call((sdk, auth) => sdk.im.v1.message.get({ path: { message_id: messageId } }, auth))
  return (answer?.items?.[0] as Listed | undefined)?.thread_id
}
