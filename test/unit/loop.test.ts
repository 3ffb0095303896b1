import { pino } from 'pino'
import { expect, test } from 'vitest'
import { startLoop } from '#src/loop.ts'
import { until } from '#test/support/town.ts'

test('what fails for a while is told of a few times, and once when it works again', async () => {
  const lines: { msg: string; failures: number; cause?: string }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  let turns = 0
  const failing = async () => {
    if (++turns <= 20) throw new Error('send failed', { cause: new Error('disk full') })
    return false
  }
  const loop = startLoop('outbox', failing, { idleMs: 1, log })
  await until(() => lines.some(({ msg }) => msg === 'turn works again'), 'the turn that works')
  await loop.stop()
  expect(lines.filter(({ msg }) => msg === 'turn failed').map(({ failures }) => failures)).toEqual([1, 2, 4, 8, 16])
  expect(lines[0]).toMatchObject({ error: 'send failed', cause: 'disk full' })
  expect(lines.filter(({ msg }) => msg === 'turn works again').map(({ failures }) => failures)).toEqual([20])
})

test('that the database is away each loop keeps to itself', async () => {
  const lines: { level: number; msg: string; error?: string; cause?: string }[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  let turns = 0
  const away = async () => {
    if (++turns <= 3) throw Object.assign(new Error('Failed query: select 1', { cause: refused }), { query: 'select 1' })
    return false
  }
  const loop = startLoop('outbox', away, { idleMs: 1, log })
  await until(() => turns > 3, 'the turn that works')
  await loop.stop()
  const line = { level: 20, loop: 'outbox', error: 'query failed: connect ECONNREFUSED', msg: 'turn failed' }
  expect(lines).toMatchObject([line, line, line])
  expect(lines.flatMap(({ cause }) => cause ?? [])).toEqual([])
})
