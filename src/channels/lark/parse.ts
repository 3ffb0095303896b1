import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ChatChange, Inbound, Submission } from '#src/message.ts'
import { readContent } from './content.ts'
import type { Envelope } from './verify.ts'

export type ParseContext = {
  /** open_id of the bot; asked only when a message mentions somebody. @throws ChannelError */
  botOpenId: () => Promise<string>
  /** who owns a chat the bot came into, if that can be learnt quickly */
  ownerOf?: (chatId: string) => Promise<string | undefined>
  /** when the event carries no usable time */
  now: Date
}

const openId = z.object({ open_id: z.string() })

const messageEvent = z.object({
  sender: z.object({ sender_id: openId.nullish(), sender_type: z.string() }),
  message: z.object({
    message_id: z.string(),
    root_id: z.string().nullish(),
    parent_id: z.string().nullish(),
    thread_id: z.string().nullish(),
    create_time: z.string().nullish(),
    chat_id: z.string(),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z
      .array(z.object({ key: z.string(), id: z.object({ open_id: z.string().optional() }).optional(), name: z.string().optional() }))
      .nullish(),
  }),
})

const cardEvent = z.object({
  operator: openId,
  action: z.object({ name: z.string().nullish(), value: z.unknown(), form_value: z.record(z.string(), z.unknown()).nullish() }),
  context: z.object({ open_message_id: z.string(), open_chat_id: z.string() }),
})

const chatEvent = z.object({
  chat_id: z.string(),
  name: z.string().nullish(),
  operator_id: openId.partial().nullish(),
  after_change: z.object({ name: z.string().optional(), owner_id: openId.partial().optional() }).nullish(),
  users: z.array(z.object({ name: z.string().nullish(), user_id: openId.partial().nullish() })).nullish(),
})

const recallEvent = z.object({ message_id: z.string(), chat_id: z.string() })

/** What the submit button of our forms carries; see card/form.ts. */
const formValue = z.object({ action: z.string(), args: z.record(z.string(), z.string()).default({}), version: z.number().int() })

const chatChanges: Record<string, ChatChange['what']> = {
  'im.chat.member.bot.added_v1': 'joined',
  'im.chat.member.bot.deleted_v1': 'removed',
  'im.chat.disbanded_v1': 'disbanded',
  'im.chat.updated_v1': 'renamed',
  'im.chat.member.user.deleted_v1': 'left',
  'im.chat.member.user.withdrawn_v1': 'left',
}

type Arrived = Pick<Inbound, 'channel' | 'eventId' | 'sentAt'>

/** A verified envelope as one of the things we know; whatever does not fit is kept as ignored, never refused. */
export async function parse(envelope: Envelope, plain: string, context: ParseContext): Promise<Inbound> {
  const { header, event } = envelope
  const type = header.event_type ?? 'unknown'
  const arrived: Arrived = {
    channel: 'lark',
    eventId: header.event_id || `sha256:${createHash('sha256').update(plain).digest('hex')}`,
    sentAt: timeOf(header.create_time) ?? context.now,
  }
  const found =
    type === 'im.message.receive_v1'
      ? await parseMessage(event, arrived, context)
      : type === 'card.action.trigger'
        ? parseSubmission(event, arrived)
        : type === 'im.message.recalled_v1'
          ? parseRecall(event, arrived)
          : await parseChatChange(type, event, arrived, context)
  return found ?? { ...arrived, type: 'ignored', chatId: chatIdOf(event), what: type }
}

async function parseMessage(event: unknown, arrived: Arrived, context: ParseContext): Promise<Inbound | undefined> {
  const parsed = messageEvent.safeParse(event)
  if (!parsed.success) return undefined
  const { sender, message } = parsed.data
  const sentAt = timeOf(message.create_time) ?? arrived.sentAt
  const base = { ...arrived, sentAt, chatId: message.chat_id }
  const senderId = sender.sender_id?.open_id
  if (sender.sender_type !== 'user' || !senderId || message.message_type === 'system') {
    return { ...base, type: 'ignored', what: `${message.message_type} from ${sender.sender_type}` }
  }
  const mentions = message.mentions ?? []
  const bot = mentions.length > 0 ? await context.botOpenId() : undefined
  const { text, attachments, mentioned } = readContent(message.message_type, message.content, mentions, bot)
  const direct = message.chat_type === 'p2p'
  return {
    ...base,
    type: 'message',
    messageId: message.message_id,
    senderId,
    chatType: direct ? 'direct' : 'group',
    text,
    mentioned: mentioned || direct,
    replyTo: [...new Set([message.parent_id, message.root_id])].filter((id): id is string => Boolean(id)),
    ...(message.thread_id ? { threadId: message.thread_id } : {}),
    attachments,
  }
}

function parseSubmission(event: unknown, arrived: Arrived): Submission | undefined {
  const parsed = cardEvent.safeParse(event)
  if (!parsed.success) return undefined
  const { operator, action, context } = parsed.data
  const form = readForm(action.value, action.name)
  if (!form) return undefined
  const values = Object.entries(action.form_value ?? {}).map(([name, value]) => [name, fieldText(value)])
  return {
    ...arrived,
    type: 'submission',
    chatId: context.open_chat_id,
    messageId: context.open_message_id,
    senderId: operator.open_id,
    ...form,
    values: Object.fromEntries(values),
  }
}

/** The button's value; its name, `<action>_v<version>`, where a client left the value out. */
function readForm(value: unknown, name: string | null | undefined): Pick<Submission, 'action' | 'args' | 'version'> | undefined {
  const parsed = formValue.safeParse(value)
  if (parsed.success) return parsed.data
  const [, action, version] = /^(.+)_v(\d+)$/.exec(name ?? '') ?? []
  return action && version ? { action, args: {}, version: Number(version) } : undefined
}

/** Absent and empty are the same thing in an optional field. */
function fieldText(value: unknown): string {
  if (Array.isArray(value)) return value.map(fieldText).join(',')
  return value === null || value === undefined ? '' : String(value)
}

function parseRecall(event: unknown, arrived: Arrived): Inbound | undefined {
  const parsed = recallEvent.safeParse(event)
  if (!parsed.success) return undefined
  return { ...arrived, type: 'recall', chatId: parsed.data.chat_id, messageId: parsed.data.message_id }
}

async function parseChatChange(type: string, event: unknown, arrived: Arrived, context: ParseContext): Promise<ChatChange | undefined> {
  const what = chatChanges[type]
  const parsed = chatEvent.safeParse(event)
  if (!what || !parsed.success) return undefined
  const { chat_id, name, operator_id, after_change, users } = parsed.data
  const chatName = (what === 'renamed' ? after_change?.name : name) || undefined
  const ownerId = what === 'joined' ? await context.ownerOf?.(chat_id) : after_change?.owner_id?.open_id
  if (what === 'renamed' && !chatName && !ownerId) return undefined
  const gone = (users ?? []).flatMap(({ user_id, name: called }) =>
    user_id?.open_id ? [{ id: user_id.open_id, ...(called ? { name: called } : {}) }] : [],
  )
  // Somebody joining or leaving says `name` of the person in some versions, of the group in others.
  const base = { ...arrived, type: 'chat' as const, chatId: chat_id, what, operatorId: operator_id?.open_id }
  return what === 'left' ? { ...base, users: gone } : { ...base, chatName, ...(ownerId ? { ownerId } : {}) }
}

const placed = z.object({
  chat_id: z.string().optional(),
  message: z.object({ chat_id: z.string() }).optional(),
  context: z.object({ open_chat_id: z.string() }).optional(),
})

function chatIdOf(event: unknown): string {
  const parsed = placed.safeParse(event)
  return parsed.success ? (parsed.data.chat_id ?? parsed.data.message?.chat_id ?? parsed.data.context?.open_chat_id ?? '') : ''
}

/** Milliseconds as a rule; card callbacks come in microseconds, older events in seconds. */
function timeOf(stamp: string | null | undefined): Date | undefined {
  const value = Number(stamp)
  if (!stamp || !Number.isFinite(value) || value <= 0) return undefined
  const ms = value > 1e14 ? value / 1000 : value < 1e11 ? value * 1000 : value
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? undefined : date
}
