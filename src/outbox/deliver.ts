import type { Channel } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import type { Meter } from '#src/meter.ts'
import type { Db } from '#storage/db.ts'
import { openBuckets } from '#storage/repositories/bucket.ts'
import { claimOutbound } from '#storage/repositories/outbound.ts'
import { dripOf } from './limits.ts'
import { leaseS, sendClaimed } from './send.ts'

/** Where a limit has nothing left, the next grant is this near. */
const starvedMs = 50

export type DeliverDeps = {
  db: Db
  channels: Channel[]
  clock: Clock
  log: Log
  worker: string
  lanes: number
  meter?: Meter
  pageOf?: (key: string) => string
}

/**
 * Sends what is due: one message per chat at a time, answers before broadcasts, within each platform's limits however
 * many replicas send. Up to `lanes` chats of a channel at once, a quarter of them kept for answers; a send that hangs
 * holds up its own chat alone.
 */
export function startDelivery(deps: DeliverDeps): Loop {
  const ways = deps.channels.map((channel) => ({
    channel,
    drips: channel.capabilities.limits.map(dripOf),
    inFlight: new Set<Promise<void>>(),
  }))
  let opened = false

  const turn = async (): Promise<boolean | number> => {
    if (!opened) for (const { channel, drips } of ways) await openBuckets(deps.db, channel.name, drips)
    opened = true
    const found = []
    for (const way of ways) found.push(await claimFor(way))
    return found.includes('busy') || (found.includes('starved') ? starvedMs : false)
  }

  const claimFor = async ({ channel, drips, inFlight }: (typeof ways)[number]): Promise<'busy' | 'starved' | 'idle'> => {
    const lanes = deps.lanes - inFlight.size
    if (lanes <= 0) return 'idle'
    const broadcasts = Math.max(0, lanes - Math.floor(deps.lanes / 4))
    const { granted, claimed } = await claimOutbound(deps.db, {
      channel: channel.name,
      lanes,
      broadcasts,
      drips,
      worker: deps.worker,
      leaseS,
    })
    for (const claim of claimed) {
      const sending = sendClaimed(deps, channel, claim)
        .catch((error: unknown) => deps.log.error({ outbound: claim.key, error: messageOf(error) }, 'delivery failed'))
        .finally(() => {
          inFlight.delete(sending)
          loop.wake()
        })
      inFlight.add(sending)
    }
    return claimed.length > 0 ? 'busy' : granted > 0 ? 'idle' : 'starved'
  }

  const loop = startLoop('outbox', turn, { idleMs: 250, log: deps.log })
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop()
      await Promise.all(ways.flatMap(({ inFlight }) => [...inFlight]))
    },
  }
}
