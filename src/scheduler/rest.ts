import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'

/** A database that does not answer is asked again after 2 s, 4 s … 5 min: then no row can say when. */
const pauseMs = (failures: number) => Math.min(300_000, 1000 * 2 ** failures)

/** The same turn, which does nothing while it rests after a failure. The log hears of each failure, and of the turn that ends the row. */
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
      failures++
      restsUntil = performance.now() + pauseMs(failures)
      log.error({ attempt: failures, error: messageOf(error) }, 'beat failed')
    }
  }
}
