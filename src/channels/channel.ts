import type { ChannelName, Inbound, Post, Toast } from '../message.ts'

/** At most `count` sends within any `perMs`. */
export type Limit = { count: number; perMs: number }

/** What a platform can do; the outbox and the views decide by these, never by a name. */
export type Capabilities = {
  /** a repeated send with the same key is recognised by the platform (within `idempotentForMs`) */
  idempotentForMs: number
  /** can change a message in place */
  update: boolean
  /** a person's id takes the place of a chat's: they are written to alone */
  direct?: boolean
  /** can buzz people for a message */
  urge?: boolean
  form: boolean
  reply: boolean
  /** over the whole account, whichever replica sends */
  limits: Limit[]
  /** after each send into one chat, before the next; one at a time goes there */
  pauseMs: number
  maxTextLength: number
}

/** Platform id of what was sent; absent where the platform gives none. `waits`: it goes out when a person has confirmed it. */
export type Receipt = { messageId?: string; waits?: boolean }

/** What a person has done with what waits for them. */
export type Confirmation = 'waiting' | 'ticked' | 'failed'

/**
 * Intake as a channel sees it: commits the event, then answers.
 * `toast` is the answer to a submission, when it was ready in time.
 */
export type Receive = (inbound: Inbound) => Promise<{ duplicate: boolean; toast?: Toast }>

/** `editedAt`: its words are not the first ones. */
export type Heard = { inbound: Inbound; editedAt?: Date }

/** `problem`: it goes on, and somebody should look; `detail` says so as well. */
export type ChannelState = { ready: boolean; detail: string; problem?: string }

/** Delivery instructions after the outbox resolved them: platform ids only. */
export type Destination = {
  chatId: string
  /** answer this platform message */
  replyTo?: string
  /** replace this platform message */
  replaces?: string
  /** where the whole post can be read, should the platform take only a part */
  page?: string
}

/**
 * Waits until this process alone may do something; resolves with what gives it back. `lost` is called once when
 * another process has it: then what was acquired must end.
 */
export type Acquire = (signal: AbortSignal, lost?: () => void) => Promise<() => Promise<void>>

/** A message of ours that may be the one looked for; `certain` when its words prove it. */
export type Candidate = { messageId: string; certain: boolean }

/**
 * One line of a check-up. `fail`: the channel cannot do its work; `warn`: something is missing that people will notice;
 * `ask`: no call can tell, a person has to look.
 */
export type Check = { check: string; level: 'ok' | 'warn' | 'fail' | 'ask'; detail: string; mend?: string }

/** The content behind an attachment's key, not yet read. */
export type Content = { name?: string; bytes: AsyncIterable<Uint8Array> }

/** What posts enclose, by the id they carry. */
export interface Contents {
  /** undefined once it is no longer kept */
  open(id: string): Promise<Uint8Array | undefined>
  /** What `upload` answered for this content, asked once for all posts and replicas; `uploadedAs` names account and use. */
  keyOf(id: string, uploadedAs: string, upload: () => Promise<string>): Promise<string>
}

export interface Channel {
  readonly name: ChannelName
  readonly capabilities: Capabilities
  /**
   * Resolves when the channel can receive, or has begun to try.
   * `opened` is called whenever events begin to come (again): what was said before may have been missed.
   */
  start(receive: Receive, opened?: () => void): Promise<void>
  /** @throws ChannelError. `key` is at most 50 characters, the same for every try of the same post. */
  send(post: Post, destination: Destination, key: string): Promise<Receipt>
  /**
   * What we sent there since then that may be this post, oldest first; what certainly is another is left out.
   * An empty answer means that it never arrived. @throws ChannelError
   */
  find?(post: Post, destination: Destination, since: Date): Promise<Candidate[]>
  /**
   * What people said in a chat since then, oldest first, in the shape in which it would have arrived. Threads are read
   * one by one: those named, and those that began at the messages `roots`. `direct`: one person's chat with us.
   * @throws ChannelError
   */
  history?(chatId: string, since: Date, also: { threads: string[]; roots: string[]; direct?: boolean }): Promise<Heard[]>
  /** what has become of a send that waits for a person. @throws ChannelError */
  confirmation?(messageId: string, chatId: string): Promise<Confirmation>
  /** what a person attached to a message. @throws ChannelError; of kind `closed` when the message was taken back */
  fetch?(messageId: string, key: string, kind: 'image' | 'file'): Promise<Content>
  /** a sign on a person's message that it is being worked on. @throws ChannelError */
  acknowledge?(messageId: string): Promise<void>
  /** tries what the account needs, started or not; sends and changes nothing */
  examine?(): Promise<Check[]>
  stop(): Promise<void>
  state(): ChannelState
  /** what the operator has to scan while the account waits for it; never to be shown in public */
  loginCode?(): { qr: string; at: Date } | undefined
  /** for platforms that push over HTTP; answers only after `receive` has committed */
  webhook?(request: Request): Promise<Response>
}
