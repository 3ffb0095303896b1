import type { BaseMessage, MixedMsgItem } from '@wecom/aibot-node-sdk'
import type { Inbound, InboundMessage } from '#src/message.ts'

type Attachment = InboundMessage['attachments'][number]

/** The robot is told only what was said to it, with its own name in front in a group. */
const OWN_NAME = /^\s*[@＠]\S+?[\s\u2005]+/

/** @returns what somebody said to the robot; in a direct chat the chat is the person */
export function parseMessage(message: BaseMessage, now: Date): Inbound {
  const { msgid, chatid, chattype, from, create_time, msgtype } = message
  const chatId = chatid || from.userid
  const sentAt = create_time ? new Date(create_time * 1000) : now
  const arrived = { channel: 'wecom', eventId: msgid, chatId, sentAt } as const
  const content = contentOf(message)
  if (!content) return { ...arrived, type: 'ignored', what: String(msgtype) }
  const group = chattype === 'group'
  return {
    ...arrived,
    type: 'message',
    messageId: msgid,
    senderId: from.userid,
    chatType: group ? 'group' : 'direct',
    text: (group ? content.text.replace(OWN_NAME, '') : content.text).trim(),
    mentioned: true,
    replyTo: [],
    attachments: content.attachments,
  }
}

function contentOf(message: BaseMessage): { text: string; attachments: Attachment[] } | undefined {
  switch (message.msgtype) {
    case 'text':
      return { text: message.text.content, attachments: [] }
    case 'voice':
      return { text: message.voice.content, attachments: [] }
    case 'image':
      return { text: '', attachments: [attachment('image', message.image)] }
    case 'file':
      return { text: '', attachments: [attachment('file', message.file)] }
    case 'mixed': {
      const items: MixedMsgItem[] = message.mixed.msg_item
      return {
        text: items.map(({ text }) => text?.content ?? '').join(''),
        attachments: items.flatMap(({ image }) => (image ? [attachment('image', image)] : [])),
      }
    }
    default:
      return undefined
  }
}

type Source = { url: string; aeskey?: string }

/** The content lies encrypted behind an address that is good for five minutes: both are its key. */
const attachment = (kind: 'image' | 'file', { url, aeskey }: Source): Attachment => ({ kind, key: JSON.stringify([url, aeskey]) })

/** @throws SyntaxError for a key that is not ours */
export function sourceOf(key: string): Source {
  const [url, aeskey] = JSON.parse(key) as [string, string | null]
  return { url, ...(aeskey ? { aeskey } : {}) }
}
