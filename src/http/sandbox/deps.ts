import { randomUUID } from 'node:crypto'
import type { Channel, Receive } from '#src/channels/channel.ts'
import type { ShiftedClock } from '#src/clock.ts'
import type { Calendar } from '#src/domain/calendar/calendar.ts'
import type { Inbound } from '#src/message.ts'
import type { Queryable } from '#storage/db.ts'
import { keepContent } from '#storage/repositories/content.ts'
import { readFeed } from './conversation.ts'
import type { SandboxDeps } from './feed.ts'
import { nextJob } from './next.ts'

/** Connects the sandbox page to the real service: it speaks through intake and reads what is in the tables. */
export function createSandboxDeps(of: {
  db: Queryable
  channel: Channel & { receive: Receive }
  clock: ShiftedClock
  calendar: Calendar
}): SandboxDeps {
  const { db, channel, clock, calendar } = of
  const receive = (inbound: Inbound) => channel.receive(inbound)
  const arrived = (chatId: string, personaId: string) => ({
    channel: channel.name,
    eventId: randomUUID(),
    chatId,
    senderId: personaId,
    sentAt: clock.now(),
  })
  return {
    feed: () => readFeed(db, clock.now(), calendar),
    async say({ chatId, personaId, text, replyTo, mention, file }) {
      const message = { ...arrived(chatId, personaId), messageId: randomUUID(), text: text.replaceAll('@督办', '').trim() }
      const mentioned = mention || text.includes('@督办')
      const attachments = file ? [{ key: await keepContent(db, file.bytes, clock.now()), kind: file.kind, name: file.name }] : []
      await receive({ ...message, type: 'message', chatType: 'group', mentioned, replyTo: replyTo ? [replyTo] : [], attachments })
    },
    async submit({ chatId, personaId, messageId, action, args, version, values }) {
      const { toast } = await receive({ ...arrived(chatId, personaId), type: 'submission', messageId, action, args, version, values })
      return toast ? { toast } : {}
    },
    async jump(to) {
      clock.jumpTo('at' in to ? to.at : nextJob(clock.now(), calendar).at)
    },
  }
}
