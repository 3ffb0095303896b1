import type { Calendar } from '#src/domain/calendar/calendar.ts'
import type { PolicyProvider } from '#src/domain/policy/provider.ts'
import type { ChannelName, Post, Target } from '#src/message.ts'
import type { Tx } from '#storage/db.ts'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import type { Member } from '#storage/repositories/people.ts'

export type Person = { type: 'person'; channel: ChannelName; userId: string; name?: string; memberships: Member[] }

export type Actor = Person | { type: 'system'; job: string } | { type: 'operator' }

/** What never changes while the service runs. */
export type Settings = {
  publicUrl: string
  calendar: Calendar
  policy: PolicyProvider
  /** channels on which a person can be written to by their id; none unless told */
  direct?: readonly ChannelName[]
}

/** Everything a verb may touch. `tx` is the one transaction of its cause; `send` writes into it. */
export type DomainContext = Required<Settings> & {
  tx: Tx
  actor: Actor
  now: Date
  /** inbound id, job slot or 'operator': why all this happens */
  cause: string
  /** Queues a post; the key says what was meant, so that meaning it twice sends it once. */
  send(post: Post, target: Target, key: string): Promise<void>
}

export function createContext(of: Settings & { tx: Tx; actor: Actor; now: Date; cause: string }): DomainContext {
  const { tx, actor, now, cause, publicUrl, calendar, policy, direct = [] } = of
  return {
    tx,
    actor,
    now,
    cause,
    publicUrl,
    calendar,
    policy,
    direct,
    async send(post, target, key) {
      await enqueueOutbound(tx, { ...target, key, post, cause, createdAt: now })
    },
  }
}
