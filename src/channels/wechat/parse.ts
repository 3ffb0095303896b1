import type { payloads } from 'wechaty-puppet'
import type { ChatChange, Inbound } from '#src/message.ts'
import { readMention, type Self } from './mention.ts'

/** Older ones are the backlog a gateway hands over after an outage: an answer would come out of nowhere. */
const MAX_AGE_MS = 120_000

const TEXT = 7
const RECALLED = 13

const kinds: Record<number, string> = {
  1: 'file',
  2: 'audio',
  3: 'contact',
  4: 'chat-history',
  5: 'emoticon',
  6: 'image',
  8: 'location',
  9: 'mini-program',
  10: 'group-note',
  11: 'transfer',
  12: 'red-envelope',
  14: 'url',
  15: 'video',
  16: 'post',
}

export type Surroundings = { self: Self; senderName?: string; now: Date }

/** @returns undefined for what we said ourselves. WeChat numbers its messages, not its events: the message id is both. */
export function parseMessage(payload: payloads.Message, { self, senderName, now }: Surroundings): Inbound | undefined {
  const senderId = payload.talkerId ?? ''
  if (senderId === self.id) return undefined
  const chatId = payload.roomId || senderId
  const sentAt = toDate(payload.timestamp)
  const arrived = { channel: 'wechat', eventId: payload.id, chatId, sentAt } as const

  if (now.getTime() - sentAt.getTime() > MAX_AGE_MS) return { ...arrived, type: 'ignored', what: 'stale' }
  if (!payload.roomId) return { ...arrived, type: 'ignored', what: 'direct' }
  if (payload.type === RECALLED && payload.text) return { ...arrived, type: 'recall', messageId: payload.text }
  if (payload.type !== TEXT) return { ...arrived, type: 'ignored', what: kinds[payload.type] ?? 'unknown' }

  const { mentioned, text } = readMention(payload.text ?? '', mentionIdsOf(payload), self)
  return {
    ...arrived,
    type: 'message',
    messageId: payload.id,
    senderId,
    senderName,
    chatType: 'group',
    text,
    mentioned,
    replyTo: [],
    attachments: [],
  }
}

/** Only payloads of rooms have the list, and the library's types say so in a way that cannot be asked for. */
function mentionIdsOf(payload: payloads.Message): string[] {
  return 'mentionIdList' in payload ? (payload.mentionIdList ?? []) : []
}

/** @returns undefined when somebody else joined. */
export function parseJoin(event: payloads.EventRoomJoin, selfId: string): ChatChange | undefined {
  if (!event.inviteeIdList.includes(selfId)) return undefined
  return { ...change(event, 'joined'), operatorId: event.inviterId || undefined }
}

/** @returns undefined when somebody else was taken out. */
export function parseLeave(event: payloads.EventRoomLeave, selfId: string): ChatChange | undefined {
  if (!event.removeeIdList.includes(selfId)) return undefined
  return { ...change(event, 'removed'), operatorId: event.removerId || undefined }
}

export function parseTopic(event: payloads.EventRoomTopic): ChatChange {
  return { ...change(event, 'renamed'), chatName: event.newTopic, operatorId: event.changerId || undefined }
}

function change(event: { roomId: string; timestamp: number }, what: ChatChange['what']): ChatChange {
  const eventId = `${what}:${event.roomId}:${event.timestamp}`
  return { type: 'chat', channel: 'wechat', eventId, chatId: event.roomId, sentAt: toDate(event.timestamp), what }
}

/** Gateways stamp in seconds or in milliseconds. */
function toDate(timestamp: number): Date {
  return new Date(timestamp < 1e11 ? timestamp * 1000 : timestamp)
}
