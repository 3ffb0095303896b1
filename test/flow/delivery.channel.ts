import type { Capabilities, Channel, Destination } from '#src/channels/channel.ts'
import type { ChannelError } from '#src/errors.ts'
import type { ChannelName } from '#src/message.ts'

export type Sent = Destination & { text: string; key: string }

type Answer = ChannelError | { after: Promise<void> }

/** A platform without a network: notes each call, and answers as told. */
export function scriptedChannel(name: ChannelName, capabilities: Partial<Capabilities> = {}) {
  const calls: Sent[] = []
  const answers = new Map<string, Answer[]>()
  const underway = new Set<string>()
  let overlaps = 0
  const channel: Channel = {
    name,
    capabilities: {
      idempotentForMs: 55 * 60_000,
      update: true,
      form: true,
      reply: true,
      limits: [],
      pauseMs: 0,
      maxTextLength: 1000,
      ...capabilities,
    },
    async start() {},
    async stop() {},
    state: () => ({ ready: true, detail: '' }),
    async send(post, destination, key) {
      calls.push({ ...destination, text: post.summary, key })
      if (underway.has(destination.chatId)) overlaps += 1
      underway.add(destination.chatId)
      await new Promise(setImmediate)
      const answer = answers.get(post.summary)?.shift()
      if (answer && 'after' in answer) await answer.after
      underway.delete(destination.chatId)
      if (answer instanceof Error) throw answer
      return { messageId: destination.replaces ?? `m:${key}` }
    },
  }
  return {
    channel,
    calls,
    texts: (chatId?: string) => calls.filter((call) => chatId === undefined || call.chatId === chatId).map(({ text }) => text),
    /** sends that began before the last one into the same chat had ended */
    overlaps: () => overlaps,
    /** the next `times` sends of this text are refused */
    refuse(text: string, error: ChannelError, times = 1) {
      answers.set(text, [...(answers.get(text) ?? []), ...Array.from({ length: times }, () => error)])
    },
    /** the next send of this text is accepted once the returned function is called */
    hang(text: string): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      answers.set(text, [...(answers.get(text) ?? []), { after: promise }])
      return resolve
    },
  }
}

export type ScriptedChannel = ReturnType<typeof scriptedChannel>
