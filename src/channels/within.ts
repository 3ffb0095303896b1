import { setTimeout as sleep } from 'node:timers/promises'

/** Calls to a gateway have no end of their own. @throws what `tooLate` makes when the time is up */
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
