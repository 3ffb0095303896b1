import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type HandleDeps, handleTurn } from '#src/intake/handle.ts'
import { createReceive } from '#src/intake/receive.ts'
import type { Field, Form, Post } from '#src/message.ts'
import type { OutboundRow } from '#storage/repositories/outbound.ts'

type Said = { chatType?: 'group' | 'direct'; replyTo?: string[]; file?: string }

/** What somebody says or presses, handled at once; `posts` reads a chat's outbox. */
export function hearingOf(deps: Pick<HandleDeps, 'db' | 'clock' | 'log' | 'settings'>, posts: (chatId: string) => Promise<OutboundRow[]>) {
  const { db, clock } = deps
  const hearing = { ...deps, worker: 'test', lanes: 1, wakeOutbox: () => {} }
  const receive = createReceive({ db, clock, inFlight: 1, wake: () => {} })

  /** The bot's answer. */
  async function answerTo(
    chatId: string,
    senderId: string,
    text: string,
    { chatType = 'group', replyTo = [], file }: Said = {},
  ): Promise<Post> {
    const messageId = randomUUID()
    const message = { type: 'message', channel: 'console', eventId: messageId, messageId, chatId, senderId, chatType, text } as const
    const attachments = file ? [{ key: randomUUID(), kind: 'file' as const, name: file }] : []
    await receive({ ...message, sentAt: clock.now(), mentioned: true, replyTo, attachments })
    while (await handleTurn(hearing));
    const answer = (await posts(chatId)).find((row) => row.replyTo === messageId)
    if (!answer) throw new Error(`no answer to ${text}`)
    return answer.post
  }

  /** A form filled in: the words of the toast. */
  async function submit(chatId: string, senderId: string, { action, args, version }: Form, values: Record<string, string>) {
    const arrived = { channel: 'console', eventId: randomUUID(), messageId: randomUUID(), chatId, senderId, sentAt: clock.now() } as const
    let toast: { text: string } | undefined | null = null
    void receive({ ...arrived, type: 'submission', action, args, version, values }).then((received) => {
      toast = received.toast
    })
    while (toast === null) {
      await handleTurn(hearing)
      await setImmediate()
    }
    return (toast as { text: string } | undefined)?.text
  }

  return { answerTo, submit }
}

/** The values of a form as somebody fills it in: each names a choice by words in its label; what is not named stays. */
export const filledIn = (form: Form, values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(form.fields.map((field) => [field.name, valueFor(field, values[field.name])]))

function valueFor(field: Field, said: string | undefined): string {
  if (field.kind === 'input') return said ?? field.value ?? ''
  if (said === undefined) return field.value
  const chosen = field.options.find(({ label }) => label.includes(said))
  if (!chosen) throw new Error(`${field.label} has no choice with ${said}: ${field.options.map(({ label }) => label).join(' / ')}`)
  return chosen.value
}
