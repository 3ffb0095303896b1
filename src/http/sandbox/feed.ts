import type { Post, Toast } from '#src/message.ts'

/** Somebody the visitor can speak as. */
export type Persona = { id: string; name: string; unit?: string }

export type MessageView = {
  id: string
  from: { id: string; name: string; bot: boolean }
  /** ISO 8601 */
  at: string
  text?: string
  /** names of what came with it */
  files?: string[]
  post?: Post
  /** id of the message this one answers */
  replyTo?: string
  updated?: boolean
  recalled?: boolean
}

export type ChatView = {
  chatId: string
  name: string
  kind: 'work' | 'owner'
  personas: Persona[]
  /** oldest first */
  messages: MessageView[]
  /** things worth saying here */
  tries: string[]
}

/** `what` is a plain Chinese sentence, `table` the table that was written. */
export type Happening = { at: string; what: string; table: string }

/** Everything the sandbox page shows; instants are ISO 8601. */
export type SandboxFeed = {
  now: string
  nextJob?: { label: string; at: string }
  chats: ChatView[]
  /** newest first */
  happenings: Happening[]
  queue: { inbound: number; outbound: number; parked: number }
}

export type Say = { chatId: string; personaId: string; text: string; replyTo?: string; mention: boolean; file?: SentFile }

export type SentFile = { name: string; kind: 'image' | 'file'; bytes: Uint8Array }

export type Submit = {
  chatId: string
  personaId: string
  messageId: string
  action: string
  args: Record<string, string>
  version: number
  values: Record<string, string>
}

export type Jump = { at: Date } | { next: true }

export type SandboxDeps = {
  feed(): Promise<SandboxFeed>
  say(input: Say): Promise<void>
  submit(input: Submit): Promise<{ toast?: Toast }>
  jump(to: Jump): Promise<void>
}
