import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PgliteClient } from '#storage/pglite/client.ts'
import { startJanitor } from '#storage/pglite/janitor.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('checkpoints every five minutes and vacuums every hour until stopped', async () => {
  const ran: string[] = []
  const stop = startJanitor({ exec: async (sql: string) => void ran.push(sql) } as PgliteClient)
  vi.advanceTimersByTime(60 * 60_000)
  expect(ran.filter((sql) => sql === 'CHECKPOINT')).toHaveLength(12)
  expect(ran.filter((sql) => sql === 'VACUUM (ANALYZE)')).toHaveLength(1)
  stop()
  vi.advanceTimersByTime(60 * 60_000)
  expect(ran).toHaveLength(13)
})

it('goes on after a failure and says so', async () => {
  const warn = vi.fn()
  const log = { warn, info: warn, error: warn, debug: warn }
  const stop = startJanitor({ exec: () => Promise.reject(new Error('disk full')) } as unknown as PgliteClient, log)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(warn).toHaveBeenCalledTimes(2)
  expect(warn).toHaveBeenCalledWith({ error: 'Error: disk full', sql: 'CHECKPOINT' }, expect.any(String))
  stop()
})
