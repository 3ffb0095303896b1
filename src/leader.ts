import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#storage/db.ts'
import { ConnectionLost, isUnreachable } from '#storage/errors.ts'
import { dropLease, holdLease } from '#storage/repositories/lease.ts'
import type { Acquire } from './channels/channel.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'
import { within } from './within.ts'

type Deps = { db: Db; log: Log; holder: string; leaseS?: number }

/** One leader among the replicas, by a lease in their database, renewed three times before it could run out. */
export function leaderOf(name: string, { db, log, holder, leaseS = 30 }: Deps): Acquire {
  const pauseMs = (leaseS * 1000) / 3
  // A database that hangs must not make us believe that we still hold what has run out.
  const hold = () => within(pauseMs, holdLease(db, name, holder, leaseS), () => new ConnectionLost(`no answer within ${pauseMs} ms`))
  const tryHold = () =>
    hold().catch((error: unknown) => {
      log[isUnreachable(error) ? 'debug' : 'warn']({ lease: name, error: messageOf(error) }, 'lease not asked')
      return undefined
    })

  return async (signal, lost) => {
    while ((await tryHold()) !== true) await sleep(pauseMs, undefined, { signal })
    signal.throwIfAborted()
    let heldAt = performance.now()
    const keeping = setInterval(async () => {
      const held = await tryHold()
      if (held) heldAt = performance.now()
      // Not being able to ask is no loss yet: until the lease has run out nobody else can have it.
      const over = held === false || (held === undefined && performance.now() - heldAt > leaseS * 1000)
      if (!over) return
      clearInterval(keeping)
      log.warn({ lease: name }, 'lease lost')
      lost?.()
    }, pauseMs).unref()
    return async () => {
      clearInterval(keeping)
      await dropLease(db, name, holder).catch(() => {})
    }
  }
}
