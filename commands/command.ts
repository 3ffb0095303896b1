import type { z } from 'zod'
import type { Needs } from '#src/domain/chats/offered.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Said } from '#src/domain/plans/find.ts'
import type { ChannelName, Post } from '#src/message.ts'

/** What a person wrote or filled in, before it has types: the text behind the command's name, or the form's values. */
export type Input = { text: string; values: Record<string, string> }

export type About = {
  name: string
  aliases: string[]
  /** one line in 帮助 */
  summary: string
  /** shown when the arguments do not fit */
  usage: string
  audience: 'staff' | 'owner' | 'any'
  /** 帮助 shows it to those only who may do this; to everybody where nothing is needed */
  needs?: Needs
  /** what may follow the name; other words after it are no call of this command */
  takes?: RegExp
  /** named in a reply to a reminder card it is itself; every other word there is progress */
  onCard?: boolean
  /** whoever calls it looks at what people wrote: their messages are read again for words changed since */
  rereads?: boolean
}

/** Where it was said: the bound group and the message itself. */
export type Place = Said & {
  channel: ChannelName
  chatId: string
  messageId: string
  /** inbound id of the message */
  source: string
  /** what 帮助 lists */
  commands: readonly About[]
  /** dedupe key of the reminder card this answers */
  cardKey?: string
  /** the message with the form that this answers in words */
  answers?: string
}

/** A plain reply to a post with a form. */
export type Replied = { text: string; messageId: string; hasFiles: boolean }

/** Every file in this folder exports these four; `hears` and `replied` where people say the same without the name. */
export type Command<Args> = {
  about: About
  args: z.ZodType<Args>
  parse(input: Input): unknown
  hears?(text: string): boolean
  /** what a reply to this command's own form means; absent or undefined where it is no answer to it */
  replied?(said: Replied, args: Record<string, string>): Input | undefined
  run(ctx: DomainContext, args: Args, place: Place): Promise<Post>
}

/** A command whose arguments only its own schema knows. */
// biome-ignore lint/suspicious/noExplicitAny: what `args` parses is what `run` takes, file by file
export type AnyCommand = Command<any>
