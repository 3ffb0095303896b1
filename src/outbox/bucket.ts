export type Bucket = { has(): boolean; take(): boolean }

/** A token bucket in real time: `perMinute` on the average, a second's worth at once. */
export function createBucket(perMinute: number, now: () => number = Date.now): Bucket {
  const perMs = perMinute / 60_000
  const size = Math.max(1, perMinute / 60)
  let tokens = size
  let at = now()
  const refill = () => {
    const then = at
    at = now()
    tokens = Math.min(size, tokens + (at - then) * perMs)
  }
  return {
    has() {
      refill()
      return tokens >= 1
    },
    take() {
      refill()
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
