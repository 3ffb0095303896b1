import { ChannelError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Enclosure, loneFile, type Post } from '#src/message.ts'
import type { Destination, Receipt } from '../channel.ts'
import { insteadOf } from '../text/enclosure.ts'
import { type Drawing, isPlain, type Rendered, renderCard, renderPlainCard, renderText } from './card/render.ts'
import type { LarkClient } from './client.ts'
import { type Enclosing, withPictures } from './enclose.ts'
import { isCardRefused, isNotACard } from './errors.ts'

export type Outgoing = { client: LarkClient; enclosing: Enclosing; log: Log }

/**
 * Sends, answers or replaces, whichever the destination says. Every card has a way down to the same facts in
 * plain words, for the case that the platform or our own lint refuses it.
 * @throws ChannelError
 */
export async function sendPost(out: Outgoing, given: Post, destination: Destination, key: string): Promise<Receipt> {
  const put = (rendered: Rendered) => create(out.client, rendered, destination, key)
  if (given.urge && destination.replaces) return urge(out, given.urge, destination.replaces)
  const file = loneFile(given)
  if (file) return put(await fileMessage(out, file))
  const { post, keys } = await withPictures(given, out.enclosing)
  const { replaces, page } = destination
  const drawing = { keys, page }
  if (replaces !== undefined) return replace(out, post, drawing, replaces)
  // The same key for card and text: at most one of the two ever appears.
  return isPlain(post) ? put(renderText(post)) : firstAccepted(out, post, drawing, put, () => put(renderText(post)))
}

async function fileMessage({ enclosing }: Outgoing, file: Enclosure): Promise<Rendered> {
  const uploaded = await enclosing.upload('file', file)
  if ('refused' in uploaded) return renderText(insteadOf(file, uploaded.refused))
  return { msgType: 'file', content: JSON.stringify({ file_key: uploaded.key }) }
}

async function firstAccepted<T>(
  { log }: Outgoing,
  post: Post,
  drawing: Drawing,
  put: (card: Rendered) => Promise<T>,
  otherwise: () => Promise<T>,
): Promise<T> {
  const { rendered, problems } = renderCard(post, drawing)
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

const isPerson = (id: string): boolean => id.startsWith('ou_')

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
      : sdk.im.v1.message.create(
          { params: { receive_id_type: isPerson(chatId) ? 'open_id' : 'chat_id' }, data: { receive_id: chatId, ...data } },
          auth,
        ),
  )
  return { messageId: sent?.message_id }
}

/**
 * Buzzes people for a message of ours. Doing it twice would buzz them twice, so that whatever is not certainly undone
 * ends it; the card stands in the group in any case.
 */
async function urge({ client, log }: Outgoing, users: string[], messageId: string): Promise<Receipt> {
  const request = { path: { message_id: messageId }, params: { user_id_type: 'open_id' as const }, data: { user_id_list: users } }
  try {
    const answer = await client.call((sdk, auth) => sdk.im.v1.message.urgentApp(request, auth))
    const missed = answer?.invalid_user_id_list.length ?? 0
    if (missed > 0) log.warn({ channel: 'lark', message: messageId, missed }, 'not all could be buzzed')
    return { messageId }
  } catch (error) {
    if (!(error instanceof ChannelError) || error.kind === 'rate' || error.wide) throw error
    throw new ChannelError('closed', error.code, error.message)
  }
}

/** A card stays a card; a message that once fell back to text can only be rewritten as text. */
async function replace(out: Outgoing, post: Post, drawing: Drawing, messageId: string): Promise<Receipt> {
  const { client } = out
  const path = { message_id: messageId }
  const patch = ({ content }: Rendered) => client.call((sdk, auth) => sdk.im.v1.message.patch({ path, data: { content } }, auth))
  try {
    await firstAccepted(out, post, drawing, patch, () => patch(renderPlainCard(post, drawing.page)))
  } catch (error) {
    if (!(error instanceof ChannelError && isNotACard(error))) throw error
    const { msgType, content } = renderText(post)
    await client.call((sdk, auth) => sdk.im.v1.message.update({ path, data: { msg_type: msgType, content } }, auth))
  }
  return { messageId }
}
