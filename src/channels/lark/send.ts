import { ChannelError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Post } from '#src/message.ts'
import type { Destination, Receipt } from '../channel.ts'
import { isPlain, type Rendered, renderCard, renderPlainCard, renderText } from './card/render.ts'
import type { LarkClient } from './client.ts'
import { isCardRefused, isNotACard } from './errors.ts'

/**
 * Sends, answers or replaces, whichever the destination says. Every card has a way down to the same facts in
 * plain words, for the case that the platform or our own lint refuses it.
 * @throws ChannelError
 */
export async function sendPost(client: LarkClient, post: Post, destination: Destination, key: string, log: Log): Promise<Receipt> {
  const { replaces } = destination
  if (replaces !== undefined) return replace(client, post, replaces, log)
  const put = (rendered: Rendered) => create(client, rendered, destination, key)
  // The same key for card and text: at most one of the two ever appears.
  return isPlain(post) ? put(renderText(post)) : firstAccepted(post, put, () => put(renderText(post)), log)
}

async function firstAccepted<T>(post: Post, put: (card: Rendered) => Promise<T>, otherwise: () => Promise<T>, log: Log): Promise<T> {
  const { rendered, problems } = renderCard(post)
  if (problems.length > 0) {
    log.warn({ channel: 'lark', problems }, 'card breaks a limit, sending plain words')
    return otherwise()
  }
  try {
    return await put(rendered)
  } catch (error) {
    if (!(error instanceof ChannelError && isCardRefused(error))) throw error
    log.warn({ channel: 'lark', code: error.code, reason: error.message }, 'card refused, sending plain words')
    return otherwise()
  }
}

async function create(
  client: LarkClient,
  { msgType, content }: Rendered,
  { chatId, replyTo }: Destination,
  uuid: string,
): Promise<Receipt> {
  const data = { msg_type: msgType, content, uuid }
  const sent = await client.call((sdk, auth) =>
    replyTo
      ? sdk.im.v1.message.reply({ path: { message_id: replyTo }, data }, auth)
      : sdk.im.v1.message.create({ params: { receive_id_type: 'chat_id' }, data: { receive_id: chatId, ...data } }, auth),
  )
  return { messageId: sent?.message_id }
}

/** A card stays a card; a message that once fell back to text can only be rewritten as text. */
async function replace(client: LarkClient, post: Post, messageId: string, log: Log): Promise<Receipt> {
  const path = { message_id: messageId }
  const patch = ({ content }: Rendered) => client.call((sdk, auth) => sdk.im.v1.message.patch({ path, data: { content } }, auth))
  try {
    await firstAccepted(post, patch, () => patch(renderPlainCard(post)), log)
  } catch (error) {
    if (!(error instanceof ChannelError && isNotACard(error))) throw error
    const { msgType, content } = renderText(post)
    await client.call((sdk, auth) => sdk.im.v1.message.update({ path, data: { msg_type: msgType, content } }, auth))
  }
  return { messageId }
}
