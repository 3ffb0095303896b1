import type { Heard } from '../channel.ts'
import type { LarkClient } from './client.ts'
import { type Listed, listSince, threadOf } from './history.ts'
import { type ParseContext, parse } from './parse.ts'

type Wanted = { chatId: string; since: Date; threads: string[]; roots: string[]; direct?: boolean }

/**
 * What people said in a chat and in its threads since then, read through the same parse as what is pushed.
 * A listed message has no event of its own: its id stands for one, so that reading it twice changes nothing.
 * @throws ChannelError
 */
export async function readHistory(client: LarkClient, wanted: Wanted, context: ParseContext): Promise<Heard[]> {
  const { chatId, since, threads, roots } = wanted
  const said = await listSince(client, { type: 'chat', id: chatId }, since)
  const begun = said.flatMap(({ thread_id }) => (thread_id ? [thread_id] : []))
  for (const root of roots) {
    const thread = await threadOf(client, root).catch(() => undefined)
    if (thread) begun.push(thread)
  }
  for (const id of new Set([...threads, ...begun])) said.push(...(await listSince(client, { type: 'thread', id }, since)))

  const distinct = [...new Map(said.map((item) => [item.message_id, item])).values()]
  const byPeople = distinct.filter(({ sender }) => sender?.sender_type === 'user')
  const heard = await Promise.all(byPeople.map((item) => heardOf(item, wanted, context)))
  return heard.sort((one, other) => one.inbound.sentAt.getTime() - other.inbound.sentAt.getTime())
}

async function heardOf(item: Listed, { chatId, direct = false }: Wanted, context: ParseContext): Promise<Heard> {
  const { message_id = '', create_time = '', update_time = '', deleted, updated } = item
  const event = deleted ? { message_id, chat_id: chatId } : messageEvent(item, chatId, direct)
  const header = {
    event_id: `history:${message_id}${deleted ? ':recalled' : ''}`,
    event_type: deleted ? 'im.message.recalled_v1' : 'im.message.receive_v1',
    create_time: deleted ? update_time || create_time : create_time,
  }
  const envelope = { schema: '2.0', header, event }
  const inbound = await parse(envelope, JSON.stringify(envelope), context)
  return { inbound, ...(updated && !deleted ? { editedAt: new Date(Number(update_time)) } : {}) }
}

/** The listing's names for the same things as the event's. */
function messageEvent(item: Listed, chatId: string, direct: boolean): object {
  const { sender, body, mentions, msg_type, chat_id, ...rest } = item
  return {
    sender: { sender_id: { open_id: sender?.id }, sender_type: sender?.sender_type },
    message: {
      ...rest,
      chat_id: chat_id ?? chatId,
      chat_type: direct ? 'p2p' : 'group',
      message_type: msg_type,
      content: body?.content ?? '',
      mentions: mentions?.map(({ key, id, name }) => ({ key, id: { open_id: id }, name })),
    },
  }
}
