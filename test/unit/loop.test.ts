import { pino } from 'pino'
import { expect, test } from 'vitest'
import { startLoop } from '#src/loop.ts'
import { until } from '#test/support/town.ts'

test('a database that is away for a while is told of a few times, and once when it is back', async () => {
  const lines: { msg: string; failures: number; cause?: string }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  let turns = 0
  const away = async () => {
    if (++turns <= 20) throw new Error('query failed', { cause: new Error('ECONNREFUSED') })
    return false
  }
  const loop = startLoop('outbox', away, { idleMs: 1, log })
  await until(() => lines.some(({ msg }) => msg === 'turn works again'), 'the turn that works')
  await loop.stop()
  expect(lines.filter(({ msg }) => msg === 'turn failed').map(({ failures }) => failures)).toEqual([1, 2, 4, 8, 16])
  expect(lines[0]).toMatchObject({ cause: 'ECONNREFUSED' })
  expect(lines.filter(({ msg }) => msg === 'turn works again').map(({ failures }) => failures)).toEqual([20])
})
