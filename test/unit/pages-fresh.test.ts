import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fresh } from '#src/http/pages/fresh.ts'
import { once } from '#src/http/pages/once.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const counted = (answers: (string | undefined)[]) => {
  let loads = 0
  return { load: async () => answers[loads++], loads: () => loads }
}

test('whoever asks at the same time or shortly after shares one look-up', async () => {
  const { load, loads } = counted(['第1版', '第2版'])
  const find = fresh(load)
  expect(await Promise.all([find('a'), find('a'), find('a')])).toEqual(['第1版', '第1版', '第1版'])
  vi.advanceTimersByTime(999)
  expect([await find('a'), loads()]).toEqual(['第1版', 1])
})

test('for a moment after, the one at hand is given while the next is on its way; later nobody is given it', async () => {
  const { load, loads } = counted(['第1版', '第2版', '第3版'])
  const find = fresh(load)
  await find('a')
  vi.advanceTimersByTime(1500)
  expect(await Promise.all([find('a'), find('a')])).toEqual(['第1版', '第1版'])
  expect([await find('a'), loads()]).toEqual(['第2版', 2])
  vi.advanceTimersByTime(2000)
  expect([await find('a'), loads()]).toEqual(['第3版', 3])
})

test('what is not there, and what failed, is asked for again', async () => {
  const find = fresh(counted([undefined, '第1版']).load)
  expect([await find('a'), await find('a')]).toEqual([undefined, '第1版'])
  let broken = true
  const shaky = fresh(async () => (broken ? Promise.reject(new Error('down')) : '第1版'))
  await expect(shaky('a')).rejects.toThrow('down')
  broken = false
  expect(await shaky('a')).toBe('第1版')
  broken = true
  vi.advanceTimersByTime(1500)
  expect(await shaky('a')).toBe('第1版')
  await setImmediate()
  await expect(shaky('a')).rejects.toThrow('down')
})

test('of many the oldest is forgotten', async () => {
  let loads = 0
  const find = fresh(async (key) => `${key} ${++loads}`)
  for (let n = 0; n <= 1000; n++) await find(`${n}`)
  expect([await find('1000'), await find('0')]).toEqual(['1000 1001', '0 1002'])
})

test('the same content is made once, other content anew', async () => {
  const made = once<string>()
  const make = counted(['一', '二'])
  const say = (content: unknown) => made(content, make.load as () => Promise<string>)
  expect([await say({ version: 1 }), await say({ version: 1 }), await say({ version: 2 })]).toEqual(['一', '一', '二'])
})
