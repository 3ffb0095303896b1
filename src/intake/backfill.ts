import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Heard, Receive } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import type { ChannelName } from '#src/message.ts'
import type { Db } from '#storage/db.ts'
import { listChats, markChatGone, saveReadUpTo } from '#storage/repositories/people.ts'
import { listWaitingSince } from '#storage/repositories/review.ts'
import { forgetDirect, listDirect, listOpenForms, listThreads, saveDirectRead } from '#storage/repositories/thread.ts'

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

/** A chat to read, from where, and what to do with the outcome. */
type Place = { chatId: string; from: Date; direct: boolean; done(now: Date): Promise<void>; gone(now: Date): Promise<void> }

/**
 * Reads what was said in bound groups and to us alone while nobody listened: at the start, whenever a channel's events
 * begin to come again or somebody reviews (`wake`), and once an hour. Everything goes through the same intake, which knows what it has already.
 */
export function startBackfill(deps: BackfillDeps): Loop {
  return startLoop('backfill', () => backfill(deps), { idleMs: sweepMs, log: deps.log })
}

/** @returns ms after which to go on when the platform asked for a pause, else false */
export async function backfill(deps: BackfillDeps): Promise<number | false> {
  for (const channel of deps.channels.filter(({ history }) => history)) {
    for (const place of await placesOf(deps, channel.name)) {
      const next = await readPlace(deps, channel, place)
      if (next === 'stop') break
      if (typeof next === 'number') return next
    }
  }
  return false
}

async function placesOf({ db, clock }: BackfillDeps, channel: ChannelName): Promise<Place[]> {
  const now = clock.now()
  const chats = (await listChats(db)).filter((chat) => chat.channel === channel && chat.state === 'bound')
  const people = await listDirect(db, channel, new Date(now.getTime() - threadMs))
  const waiting = await listWaitingSince(db, channel)
  const groups = chats.map(({ chatId, boundAt, readUpTo }): Place => {
    const bound = boundAt ?? now
    // What waits for a decision is read again: its words may have been changed, which no event tells.
    const mark = [readUpTo ?? bound, waiting.get(chatId) ?? now].reduce((one, other) => (one < other ? one : other))
    return {
      chatId,
      from: new Date(Math.max(mark.getTime() - overlapMs, bound.getTime())),
      direct: false,
      done: (at) => saveReadUpTo(db, channel, chatId, at),
      gone: (at) => markChatGone(db, channel, chatId, at),
    }
  })
  const alone = people.map(
    ({ chatId, readUpTo }): Place => ({
      chatId,
      from: new Date(readUpTo.getTime() - overlapMs),
      direct: true,
      done: (at) => saveDirectRead(db, channel, chatId, at),
      gone: () => forgetDirect(db, channel, chatId),
    }),
  )
  return [...groups, ...alone]
}

async function readPlace(deps: BackfillDeps, channel: Channel, place: Place): Promise<'read' | 'stop' | number> {
  const { db, clock, log } = deps
  const { chatId, direct } = place
  const now = clock.now()
  const since = new Date(Math.max(place.from.getTime(), now.getTime() - memoryMs))
  const open = new Date(now.getTime() - threadMs)
  try {
    const heard = await channel.history!(chatId, since, {
      threads: await listThreads(db, channel.name, chatId, open),
      roots: direct ? [] : await listOpenForms(db, channel.name, chatId, open, formsPerChat),
      direct,
    })
    let missed = 0
    for (const one of heard) if (await take(deps.receive, one)) missed++
    await place.done(now)
    if (missed > 0) log.info({ channel: channel.name, chat: chatId, missed, since: since.toISOString() }, 'messages read afterwards')
    await sleep(chatPauseMs)
    return 'read'
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    log.warn({ channel: channel.name, chat: chatId, code: error.code, error: messageOf(error) }, 'history not read')
    if (error.kind === 'rate' || error.kind === 'ambiguous') return error.retryAfterMs ?? 30_000
    if (error.kind === 'detached') await place.gone(now)
    return error.kind === 'auth' ? 'stop' : 'read'
  }
}

/** @returns whether it was news */
async function take(receive: Receive, { inbound, editedAt }: Heard): Promise<boolean> {
  const { duplicate } = await receive(inbound)
  if (!duplicate || !editedAt || inbound.type !== 'message') return !duplicate
  const edit = { ...inbound, type: 'edit' as const, eventId: `${inbound.eventId}:edited:${editedAt.getTime()}` }
  return !(await receive(edit)).duplicate
}
