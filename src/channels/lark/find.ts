import { loneFile, type Post } from '#src/message.ts'
import type { Candidate, Destination } from '../channel.ts'
import { renderText } from './card/render.ts'
import type { LarkClient } from './client.ts'
import { type Listed, listSince, threadOf } from './history.ts'

/**
 * Our own messages that may be this post. Texts are compared by their words, files by their name; of a card only an
 * outline is read back, so where and when it stands is all there is to know it by. A message taken back did arrive.
 * @throws ChannelError
 */
export async function findSent(
  client: LarkClient,
  appId: string,
  post: Post,
  { chatId, replyTo }: Destination,
  since: Date,
): Promise<Candidate[]> {
  const thread = replyTo ? await threadOf(client, replyTo) : undefined
  const listed = await listSince(client, thread ? { type: 'thread', id: thread } : { type: 'chat', id: chatId }, since)
  const words = wordsOf(renderText(post).content)
  const file = loneFile(post)
  return listed.flatMap((item): Candidate[] => {
    const { message_id, sender, parent_id, msg_type, deleted } = item
    const ours = sender?.sender_type === 'app' && sender.id === appId && (!replyTo || parent_id === replyTo)
    if (!ours || !message_id) return []
    if (msg_type === 'file')
      return file && item.body?.content.includes(JSON.stringify(file.name)) ? [{ messageId: message_id, certain: true }] : []
    if (msg_type !== 'text' || deleted) return [{ messageId: message_id, certain: false }]
    return sameWords(item, words) ? [{ messageId: message_id, certain: true }] : []
  })
}

const sameWords = (item: Listed, words: string): boolean => wordsOf(item.body?.content ?? '') === words

/** Only what is said: clients and platform move blanks about. */
function wordsOf(content: string): string {
  try {
    return String((JSON.parse(content) as { text?: unknown }).text ?? '').replace(/\s+/g, '')
  } catch {
    return ''
  }
}
