import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Heard, Receive } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import type { Db } from '#storage/db.ts'
import { type Chat, listChats, markChatGone, saveReadUpTo } from '#storage/repositories/people.ts'
import { listOpenForms, listThreads } from '#storage/repositories/thread.ts'

const dayMs = 86_400_000
/** Messages are told apart for 30 days; nothing older is read again. */
const memoryMs = 29 * dayMs
/** A thread in which nobody has spoken for so long is over; a card that old takes no change either. */
const threadMs = 14 * dayMs
const formsPerChat = 20
/** A message may show in the history a little after it was sent. */
const overlapMs = 5 * 60_000
const sweepMs = 60 * 60_000
const chatPauseMs = 100

export type BackfillDeps = { db: Db; channels: Channel[]; clock: Clock; log: Log; receive: Receive }

/**
 * Reads what was said in bound groups while nobody listened: at the start, whenever a channel's events begin to come
 * again (`wake`), and once an hour. Everything goes through the same intake, which knows what it has already.
 */
export function startBackfill(deps: BackfillDeps): Loop {
  return startLoop('backfill', () => backfill(deps), { idleMs: sweepMs, log: deps.log })
}

/** @returns ms after which to go on when the platform asked for a pause, else false */
export async function backfill(deps: BackfillDeps): Promise<number | false> {
  for (const channel of deps.channels.filter(({ history }) => history)) {
    const chats = (await listChats(deps.db)).filter((chat) => chat.channel === channel.name && chat.state === 'bound')
    for (const chat of chats) {
      const next = await readChat(deps, channel, chat)
      if (next === 'stop') break
      if (typeof next === 'number') return next
    }
  }
  return false
}

async function readChat(deps: BackfillDeps, channel: Channel, chat: Chat): Promise<'read' | 'stop' | number> {
  const { db, clock, log } = deps
  const now = clock.now()
  const mark = chat.readUpTo ?? chat.boundAt ?? now
  const since = new Date(Math.max(mark.getTime() - overlapMs, (chat.boundAt ?? now).getTime(), now.getTime() - memoryMs))
  const open = new Date(now.getTime() - threadMs)
  try {
    const heard = await channel.history!(chat.chatId, since, {
      threads: await listThreads(db, channel.name, chat.chatId, open),
      roots: await listOpenForms(db, channel.name, chat.chatId, open, formsPerChat),
    })
    let missed = 0
    for (const one of heard) if (await take(deps.receive, one)) missed++
    await saveReadUpTo(db, channel.name, chat.chatId, now)
    if (missed > 0) log.info({ channel: channel.name, chat: chat.chatId, missed, since: since.toISOString() }, 'messages read afterwards')
    await sleep(chatPauseMs)
    return 'read'
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    log.warn({ channel: channel.name, chat: chat.chatId, code: error.code, error: messageOf(error) }, 'history not read')
    if (error.kind === 'rate' || error.kind === 'ambiguous') return error.retryAfterMs ?? 30_000
    if (error.kind === 'detached') await markChatGone(db, channel.name, chat.chatId, now)
    return error.kind === 'auth' ? 'stop' : 'read'
  }
}

/** @returns whether it was news */
async function take(receive: Receive, { inbound, raw, editedAt }: Heard): Promise<boolean> {
  const { duplicate } = await receive(inbound, raw)
  if (!duplicate || !editedAt || inbound.type !== 'message') return !duplicate
  const edit = { ...inbound, type: 'edit' as const, eventId: `${inbound.eventId}:edited:${editedAt.getTime()}` }
  return !(await receive(edit, raw)).duplicate
}
