import type { payloads } from 'wechaty-puppet'
import type { Clock } from '#src/clock.ts'
import type { Inbox } from '../inbox.ts'
import type { NameBook } from './names.ts'
import { parseJoin, parseLeave, parseMessage, parseTopic } from './parse.ts'
import type { SafePuppet } from './safe-puppet.ts'

/** How long who we are may take to arrive after the first events. */
const LOGIN_WAIT_MS = 5_000

/** Puts what one connection hears into the inbox, with the names that belong to it. */
export function listen(puppet: SafePuppet, names: NameBook, inbox: Inbox, clock: Clock): void {
  puppet.on('message', ({ messageId }) => {
    inbox.push(messageId, async () => {
      const payload = await twice(() => puppet.messagePayload(messageId))
      const { roomId = '', talkerId = '' } = payload
      const [self, senderName] = await Promise.all([names.self(roomId), roomId ? names.nameOf(roomId, talkerId) : undefined])
      return parseMessage(payload, { self, senderName, now: clock.now() })
    })
  })
  puppet.on('room-join', (event) => {
    inbox.push(idOf('join', event), async () => {
      const selfId = await puppet.userId(LOGIN_WAIT_MS)
      const joined = parseJoin(event, selfId)
      if (!joined) return undefined
      const room = await puppet.roomRawPayload(event.roomId).catch(() => undefined)
      return { ...joined, chatName: room?.topic }
    })
  })
  puppet.on('room-leave', (event) => {
    inbox.push(idOf('leave', event), async () => parseLeave(event, await puppet.userId(LOGIN_WAIT_MS)))
  })
  puppet.on('room-topic', (event) => {
    inbox.push(idOf('topic', event), async () => parseTopic(event))
  })
}

const idOf = (event: string, { roomId, timestamp }: Pick<payloads.EventRoomTopic, 'roomId' | 'timestamp'>) =>
  `${event}:${roomId}:${timestamp}`

/** A message is announced once: a stumbling gateway gets a second chance to tell what it was. */
async function twice<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    return load()
  }
}
