import { ChannelError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import type { Destination, Receipt } from '../channel.ts'
import { Parts } from '../text/parts.ts'
import { renderText } from '../text/render.ts'
import { splitText } from '../text/split.ts'
import { within } from '../within.ts'
import { notConnected, toChannelError } from './errors.ts'
import type { NameBook } from './names.ts'
import type { SafePuppet } from './safe-puppet.ts'

export type Connection = { puppet: SafePuppet; names: NameBook }

export type SenderOptions = {
  /** the connection to send through, undefined while there is none */
  connection: () => Connection | undefined
  noteSend: (ok: boolean) => void
  /** why there is no connection */
  detail: () => string
  maxTextLength: number
  /** between two parts of one post */
  pauseMs: number
  /** after which a send counts as ambiguous */
  timeoutMs: number
}

/** An answer is worth more than the name of the person it is for. */
const ASKER_MS = 3_000

type Asker = { id: string; name: string }

type Part = { text: string; mentions: string[] }

/** Sends posts as text, long ones in parts. */
export class Sender {
  #options: SenderOptions
  #parts: Parts<Part>

  constructor(options: SenderOptions) {
    this.#options = options
    this.#parts = new Parts(options.pauseMs)
  }

  /** @throws ChannelError; `ambiguous` whenever the gateway may have passed a part on */
  async send(post: Post, destination: Destination, key: string): Promise<Receipt> {
    const { connection, detail } = this.#options
    const current = connection()
    if (!current) throw notConnected(detail())
    return this.#parts.send(
      key,
      () => this.#partsOf(post, destination, current),
      (part) => this.#say(current.puppet, destination.chatId, part),
    )
  }

  async #partsOf(post: Post, { chatId, replyTo }: Destination, connection: Connection): Promise<Part[]> {
    const asker = replyTo ? await askerOf(connection, chatId, replyTo) : undefined
    const text = (asker ? `@${asker.name}\u2005` : '') + renderText(post)
    return splitText(text, this.#options.maxTextLength).map((part, index) => ({
      text: part,
      mentions: index === 0 && asker ? [asker.id] : [],
    }))
  }

  async #say(puppet: SafePuppet, chatId: string, { text, mentions }: Part): Promise<string | undefined> {
    const { noteSend, timeoutMs } = this.#options
    try {
      const messageId = await within(timeoutMs, puppet.messageSendText(chatId, text, mentions), noAnswer)
      noteSend(true)
      return messageId || undefined
    } catch (error) {
      noteSend(false)
      throw toChannelError(error)
    }
  }
}

/** WeChat has no replies a gateway can make: the person who asked is named instead. */
async function askerOf({ puppet, names }: Connection, chatId: string, messageId: string): Promise<Asker | undefined> {
  try {
    const { talkerId } = await within(ASKER_MS, puppet.messagePayload(messageId), noAnswer)
    const name = talkerId && (await within(ASKER_MS, names.nameOf(chatId, talkerId), noAnswer))
    return talkerId && name ? { id: talkerId, name } : undefined
  } catch {
    return undefined
  }
}

const noAnswer = () => new ChannelError('ambiguous', 'timeout', 'no answer from the gateway in time')
