import { createHash } from 'node:crypto'
import type { Markup } from '#src/http/html/markup.ts'
import type { SandboxFeed } from './feed.ts'
import { contextOf, renderMessage } from './message.ts'
import { renderClock, renderHappenings } from './status.ts'

export type RenderedMessage = { id: string; revision: string; html: Markup }
export type RenderedChat = { chatId: string; messages: RenderedMessage[] }

/** The feed as HTML pieces. `version` changes exactly when a piece does. */
export type Snapshot = { version: string; now: string; clock: Markup; happenings: Markup; chats: RenderedChat[] }

/** Renders feeds one after another and keeps what did not change, charts above all. */
export function createRenderer(): (feed: SandboxFeed) => Promise<Snapshot> {
  let known = new Map<string, RenderedMessage>()
  return async (feed) => {
    const current = new Map<string, RenderedMessage>()
    const chats = await Promise.all(
      feed.chats.map(async (chat) => {
        const messages = await Promise.all(
          chat.messages.map(async (message, index) => {
            const context = contextOf(chat, index)
            const revision = digest([chat.chatId, chat.personas[0]?.id, message, context.quoted, context.previous?.at])
            const kept = known.get(revision)
            const rendered = kept ?? { id: message.id, revision, html: await renderMessage(message, context, revision) }
            current.set(revision, rendered)
            return rendered
          }),
        )
        return { chatId: chat.chatId, messages }
      }),
    )
    known = current
    const clock = renderClock(feed)
    const happenings = renderHappenings(feed)
    const version = digest([clock, happenings, chats.map(({ chatId, messages }) => [chatId, messages.map(({ revision }) => revision)])])
    return { version, now: feed.now, clock, happenings, chats }
  }
}

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)
