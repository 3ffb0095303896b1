import type { Log } from '#src/log.ts'
import type { PgliteClient } from './client.ts'

const minute = 60_000

/** PGlite has neither checkpointer nor autovacuum: without this its log and its dead rows grow for ever. */
export function startJanitor(client: PgliteClient, log?: Log): () => void {
  const every = (ms: number, sql: string) =>
    setInterval(() => client.exec(sql).catch((error) => log?.warn({ error: String(error), sql }, 'database upkeep failed')), ms).unref()
  const timers = [every(5 * minute, 'CHECKPOINT'), every(60 * minute, 'VACUUM (ANALYZE)')]
  return () => timers.forEach(clearInterval)
}
