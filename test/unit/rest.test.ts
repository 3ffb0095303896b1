import { pino } from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { resting } from '#src/scheduler/rest.ts'

afterEach(() => vi.useRealTimers())

test('a beat that fails rests longer and longer, and is one line when it works again', async () => {
  vi.useFakeTimers()
  const said: unknown[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => said.push(JSON.parse(line)) })
  let broken = true
  let tries = 0
  const turn = resting(async () => {
    tries++
    if (broken) throw new Error('the table is locked')
  }, log)
  const ticks = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await turn()
      vi.advanceTimersByTime(1000)
    }
  }
  await ticks(7)
  expect(tries).toBe(3)
  broken = false
  await ticks(60)
  expect(tries).toBeGreaterThan(50)
  expect(said).toEqual([
    { level: 50, attempt: 1, error: 'the table is locked', msg: 'beat failed' },
    { level: 50, attempt: 2, error: 'the table is locked', msg: 'beat failed' },
    { level: 50, attempt: 3, error: 'the table is locked', msg: 'beat failed' },
    { level: 30, failures: 3, msg: 'beat works again' },
  ])
})

test('a database that is away is asked again every 2 s, however long it stays away, and not told of here', async () => {
  vi.useFakeTimers()
  const said: unknown[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => said.push(line) })
  let tries = 0
  const turn = resting(async () => {
    tries++
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  }, log)
  for (let second = 0; second < 600; second++) {
    await turn()
    vi.advanceTimersByTime(1000)
  }
  expect(tries).toBe(300)
  expect(said).toEqual([])
})
