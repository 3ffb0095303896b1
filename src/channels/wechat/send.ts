import { ChannelError } from '#src/errors.ts'
import { type Enclosure, loneFile, type Post } from '#src/message.ts'
import { within } from '#src/within.ts'
import type { Contents, Destination, Receipt } from '../channel.ts'
import { flawOf, insteadOf } from '../text/enclosure.ts'
import { Parts } from '../text/parts.ts'
import { renderText } from '../text/render.ts'
import { splitText } from '../text/split.ts'
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
  contents?: Contents | undefined
}

/** An answer is worth more than the name of the person it is for. */
const ASKER_MS = 3_000

type Asker = { id: string; name: string }

/** What WeChat takes in a group. */
const MAX_FILE_BYTES = 25 * 1024 * 1024
const FILE_MS = 60_000

type Part = { text: string; mentions: string[] } | { enclosure: Enclosure; as: 'picture' | 'file' }

/** Sends posts as text, long ones in parts, pictures after the words. */
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
      (part) =>
        'enclosure' in part ? this.#hand(current.puppet, destination.chatId, part) : this.#say(current.puppet, destination.chatId, part),
    )
  }

  async #partsOf(post: Post, { chatId, replyTo }: Destination, connection: Connection): Promise<Part[]> {
    const file = loneFile(post)
    if (file) return [{ enclosure: file, as: 'file' }]
    const asker = replyTo ? await askerOf(connection, chatId, replyTo) : undefined
    const text = (asker ? `@${asker.name}\u2005` : '') + renderText(post)
    const words = splitText(text, this.#options.maxTextLength).map((part, index) => ({
      text: part,
      mentions: index === 0 && asker ? [asker.id] : [],
    }))
    const pictures = (post.blocks ?? []).flatMap((block) =>
      block.kind === 'picture' ? [{ enclosure: block.picture, as: block.kind }] : [],
    )
    return [...words, ...pictures]
  }

  #say(puppet: SafePuppet, chatId: string, { text, mentions }: { text: string; mentions: string[] }): Promise<string | undefined> {
    return this.#observe(this.#options.timeoutMs, puppet.messageSendText(chatId, text, mentions))
  }

  /** What cannot go as a file goes as a link; a picture's stands in the words before it already. */
  async #hand(
    puppet: SafePuppet,
    chatId: string,
    { enclosure, as }: { enclosure: Enclosure; as: 'picture' | 'file' },
  ): Promise<string | undefined> {
    const { contents } = this.#options
    const tell = (why: string) =>
      as === 'file' ? this.#say(puppet, chatId, { text: renderText(insteadOf(enclosure, why)), mentions: [] }) : undefined
    const bytes = await contents?.open(enclosure.content)
    const flaw = flawOf(bytes, MAX_FILE_BYTES)
    if (flaw || !bytes) return tell(flaw ?? '')
    const name = as === 'picture' ? pictureName(enclosure.name, bytes) : enclosure.name
    try {
      return await this.#observe(FILE_MS, puppet.sendFile(chatId, name, bytes))
    } catch (error) {
      if (!(error instanceof ChannelError && error.kind === 'terminal')) throw error
      return tell('未能直接发送')
    }
  }

  async #observe(timeoutMs: number, sending: Promise<unknown>): Promise<string | undefined> {
    const { noteSend } = this.#options
    try {
      const messageId = await within(timeoutMs, sending, noAnswer)
      noteSend(true)
      return typeof messageId === 'string' && messageId !== '' ? messageId : undefined
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

/** The gateway tells a picture by the end of its name. */
const pictureName = (name: string, bytes: Uint8Array): string =>
  /\.\w+$/.test(name) ? name : `${name}.${bytes[0] === 0xff ? 'jpg' : 'png'}`

const noAnswer = () => new ChannelError('ambiguous', 'timeout', 'no answer from the gateway in time')
