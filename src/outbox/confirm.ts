import type { Channel } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import type { Db } from '#storage/db.ts'
import { claimConfirmation, settleConfirmation } from '#storage/repositories/confirmation.ts'

/** People take their time: one look in ten minutes. */
const againS = 600

export type ConfirmDeps = { db: Db; channels: Channel[]; clock: Clock; log: Log }

/** Learns of each post that waits for a person's tap whether it went out. */
export const startConfirming = (deps: ConfirmDeps): Loop =>
  startLoop('confirmations', () => confirmTurn(deps), { idleMs: 30_000, log: deps.log })

/** @returns whether there was one to ask about */
export async function confirmTurn({ db, channels, clock, log }: ConfirmDeps): Promise<boolean> {
  const claimed = await claimConfirmation(db, againS)
  if (!claimed) return false
  const { key, channel, messageId, chatId } = claimed
  try {
    const state = await channels.find(({ name }) => name === channel)?.confirmation?.(messageId, chatId)
    if (state === 'ticked' || state === 'failed') await settleConfirmation(db, key, state, clock.now())
  } catch (error) {
    log.warn({ channel, outbound: key, error: messageOf(error) }, 'confirmation not asked')
  }
  return true
}
