import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { isUnreachable } from '#storage/errors.ts'

/** What fails before any row could say when to try again is tried after 2 s, 4 s … 5 min. */
const pauseMs = (failures: number) => Math.min(300_000, 1000 * 2 ** failures)
/** A database that is away may be back any moment. */
const awayMs = 2000

/**
 * The same turn, which does nothing while it rests after a failure. The log hears of each failure, and of the turn that
 * ends the row; that the database is away is told by who watches it.
 */
export function resting(turn: () => Promise<void>, log: Log): () => Promise<void> {
  let failures = 0
  let restsUntil = 0
  return async () => {
    if (performance.now() < restsUntil) return
    try {
      await turn()
      if (failures > 0) log.info({ failures }, 'beat works again')
      failures = 0
    } catch (error) {
      if (isUnreachable(error)) {
        restsUntil = performance.now() + awayMs
        log.debug({ error: messageOf(error) }, 'beat failed')
        return
      }
      failures++
      restsUntil = performance.now() + pauseMs(failures)
      log.error({ attempt: failures, error: messageOf(error) }, 'beat failed')
    }
  }
}
