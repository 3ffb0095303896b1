/**
 * The neutral document and what comes in. Leaf file: every layer may import it, it imports nothing.
 * A view decides what a Post says; a channel decides how that looks on its platform.
 */

export type ChannelName = 'lark' | 'wechat' | 'wecom' | 'console'

// ---- what goes out ----

export type Tone = 'blue' | 'green' | 'yellow' | 'red' | 'grey'

export type Fact = { label: string; value: string }

export type Citation = { clause: string; title: string; docNo?: string; place: string; status: string; url?: string }

export type Table = { columns: { key: string; label: string }[]; rows: Record<string, string>[] }

/** One series of labelled numbers; `unit` is printed beside every value. */
export type Chart = { type: 'bar' | 'line'; title: string; unit: string; values: { label: string; value: number; series?: string }[] }

/**
 * A picture or file of ours. `content` is the id under which its bytes are kept; `url` is where people open it, and all
 * they get where it cannot be sent: it must be an address they may open.
 */
export type Enclosure = { content: string; name: string; url: string }

export type Block =
  | { kind: 'text'; text: string }
  /** small grey print: hints, provenance, how to answer */
  | { kind: 'note'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'facts'; facts: Fact[] }
  | { kind: 'list'; title?: string; items: string[] }
  /** detail that may be folded away; everything needed to act stands outside it */
  | { kind: 'fold'; title: string; items: string[] }
  | { kind: 'citations'; citations: Citation[] }
  | { kind: 'table'; table: Table }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'picture'; picture: Enclosure }
  /** goes as a message of its own, after the post */
  | { kind: 'file'; file: Enclosure }

export type Field =
  | { kind: 'select'; name: string; label: string; options: { value: string; label: string }[]; value: string }
  | {
      kind: 'input'
      name: string
      label: string
      value?: string
      placeholder?: string
      multiline?: boolean
      maxLength?: number
      required?: boolean
    }

/** What comes back is a Submission with the same action, args and version. */
export type Form = { action: string; args: Record<string, string>; version: number; fields: Field[]; submit: string }

export type Link = { label: string; url: string }

/** `summary` is the first line a person reads, also in the notification and wherever only text fits. */
export type Post = {
  title?: string
  tone?: Tone
  summary: string
  blocks?: Block[]
  form?: Form
  links?: Link[]
  /** with `replaces`: the message stays as it is, and these people (platform ids) are buzzed for it */
  urge?: string[]
}

/** The post of a file that goes as a message of its own. */
export const filePost = (file: Enclosure): Post => ({ summary: file.name, blocks: [{ kind: 'file', file }] })

/** The file of such a post. */
export function loneFile({ title, summary, blocks }: Post): Enclosure | undefined {
  const block = blocks?.length === 1 && !title ? blocks[0] : undefined
  return block?.kind === 'file' && block.file.name === summary ? block.file : undefined
}

/** Where a post goes: a chat, a reply to one message in it, or the place of a message sent before. */
export type Target = {
  channel: ChannelName
  chatId: string
  /** platform id of the message this answers */
  replyTo?: string
  /** dedupe key of the post this one replaces */
  replaces?: string
}

/** Shown to the person who pressed a button; at most 40 characters. */
export type Toast = { type: 'success' | 'info' | 'warning' | 'error'; text: string }

// ---- what comes in ----

type Arrived = {
  channel: ChannelName
  /** unique per channel; the platform repeats it when it pushes again */
  eventId: string
  chatId: string
  sentAt: Date
}

export type InboundMessage = Arrived & {
  type: 'message'
  messageId: string
  senderId: string
  senderName?: string
  chatType: 'group' | 'direct'
  /** plain text, mentions of the bot taken out, other mentions as @name */
  text: string
  /** the bot was addressed: by @, or in a direct chat */
  mentioned: boolean
  /** platform ids of the messages this one answers, nearest first */
  replyTo: string[]
  /** the thread it stands in: a chat's history does not show what is said there */
  threadId?: string
  attachments: { key: string; kind: 'image' | 'file' | 'other'; name?: string }[]
}

export type Submission = Arrived & {
  type: 'submission'
  /** the message that holds the form */
  messageId: string
  senderId: string
  senderName?: string
  action: string
  args: Record<string, string>
  version: number
  values: Record<string, string>
}

export type ChatChange = Arrived & {
  type: 'chat'
  what: 'joined' | 'removed' | 'disbanded' | 'renamed' | 'left'
  /** left: the people who are no longer in the group */
  users?: { id: string; name?: string }[]
  chatName?: string
  operatorId?: string
  /** who owns the group on its platform, where the event or the platform says so */
  ownerId?: string
}

/** The same message with other words, as it was found when it was read again. */
export type Edit = Omit<InboundMessage, 'type'> & { type: 'edit' }

/** A message taken back by its sender. */
export type Recall = Arrived & { type: 'recall'; messageId: string }

/** An event of a kind we do not use: kept, never handled. */
export type Ignored = Arrived & { type: 'ignored'; what: string }

export type Inbound = InboundMessage | Edit | Submission | ChatChange | Recall | Ignored
