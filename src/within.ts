import { setTimeout as sleep } from 'node:timers/promises'

/** For a call that has no end of its own, which goes on all the same. @throws what `tooLate` makes when the time is up */
export async function within<T>(ms: number, call: Promise<T>, tooLate: () => Error): Promise<T> {
  const timer = new AbortController()
  const timeout = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw tooLate()
  })
  try {
    return await Promise.race([call, timeout])
  } finally {
    timer.abort()
    timeout.catch(() => {})
  }
}
