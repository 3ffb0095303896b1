import type { Limit } from '#src/channels/channel.ts'

/** A limit as a bucket: `capacity` sends at once, then `perSecond` on the average; broadcasts leave `reserve` for answers. */
export type Drip = { windowMs: number; capacity: number; perSecond: number; reserve: number }

/** Sends leave a little later than they were granted: a window of ours is that much longer than the platform's. */
const jitterMs = 250

/**
 * The bucket that never breaks a sliding limit: what it holds and what flows in during one window (and the jitter)
 * are together no more than the platform's count. A small store makes it steady: after any burst the next grant is
 * never far, so an answer does not wait for a window to end.
 */
export function dripOf({ count, perMs }: Limit): Drip {
  const share = perMs < 10_000 ? 0.1 : 0.04
  const capacity = Math.max(1, Math.floor(count * share))
  const perSecond = ((count - Math.min(capacity, count / 2)) / (perMs + jitterMs)) * 1000
  return { windowMs: perMs, capacity, perSecond, reserve: perMs < 10_000 ? 0 : Math.floor(capacity / 4) }
}
